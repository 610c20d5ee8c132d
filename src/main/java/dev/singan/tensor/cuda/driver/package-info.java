/** The GPU's driver by JNA: device, streams, graphs, faults, memory and what is copied to and from it. */
@NullMarked
package dev.singan.tensor.cuda.driver;

import org.jspecify.annotations.NullMarked;
