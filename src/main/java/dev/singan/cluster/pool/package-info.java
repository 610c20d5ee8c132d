/** A pool of workers whose place is a cluster: starts the driver and listens to it. */
@NullMarked
package dev.singan.cluster.pool;

import org.jspecify.annotations.NullMarked;
