/** What a build asks of a cluster: the master, the storage, the tasks. */
@NullMarked
package dev.singan.cluster.job;

import org.jspecify.annotations.NullMarked;
