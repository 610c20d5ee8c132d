/** One task on an executor: its files fetched, its worker process run, its checkpoints and outputs stored. */
@NullMarked
package dev.singan.cluster.task;

import org.jspecify.annotations.NullMarked;
