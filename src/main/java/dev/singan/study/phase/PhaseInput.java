package dev.singan.study.phase;

import java.nio.file.Path;

/**
 * A file or folder that a phase reads; it counts by its content.
 *
 * @param label how stamps and messages name it, without its place on the machine
 * @param path where it is
 */
public record PhaseInput(String label, Path path) {}
