/** The forked process that does the heavy work, and the protocol by which it reports. */
@NullMarked
package dev.singan.worker;

import org.jspecify.annotations.NullMarked;
