/**
 * SinGAN's training steps on oneDNN convolutions, called through JavaCPP, and vectorised passes between them.
 *
 * <p>Feature maps lie in oneDNN's blocked layout: groups of 16 channels (8 without AVX-512), and within a group position by
 * position, the group's channels side by side. A vector of the JDK's vector module then holds the same position of
 * neighbouring channels, so that a batch norm's sums need no shuffling.
 */
@NullMarked
package dev.singan.tensor.onednn;

import org.jspecify.annotations.NullMarked;
