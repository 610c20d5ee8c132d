package dev.singan.maven;

import dev.singan.study.Phase;
import dev.singan.worker.Task;

/**
 * A part of a phase that is up to date, or not, by itself.
 *
 * @param phase what its outputs depend on
 * @param task its work
 */
record Part(Phase phase, Task task) {}
