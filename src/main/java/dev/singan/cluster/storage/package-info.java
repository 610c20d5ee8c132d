/** Files by content, in a folder that the build and all executors reach: local, or any file system of Hadoop's. */
@NullMarked
package dev.singan.cluster.storage;

import org.jspecify.annotations.NullMarked;
