/**
 * The portable training engine on ND4J's operations: layout NHWC, buffers made once per scale, backward and double backward
 * written out by hand. It is the oracle for faster engines, and what runs where they cannot.
 */
@NullMarked
package dev.singan.tensor.nd4j;

import org.jspecify.annotations.NullMarked;
