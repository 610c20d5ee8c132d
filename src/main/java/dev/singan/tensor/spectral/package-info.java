/** Fourier transforms, wavelets, and the features that they give: scattering and Gabor filters. */
@NullMarked
package dev.singan.tensor.spectral;

import org.jspecify.annotations.NullMarked;
