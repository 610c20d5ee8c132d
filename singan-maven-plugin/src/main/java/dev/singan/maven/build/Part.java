package dev.singan.maven.build;

import dev.singan.study.phase.Phase;
import dev.singan.worker.WorkerTask;

/**
 * A part of a phase that is up to date, or not, by itself.
 *
 * @param phase what its outputs depend on
 * @param task its work
 */
public record Part(Phase phase, WorkerTask task) {}
