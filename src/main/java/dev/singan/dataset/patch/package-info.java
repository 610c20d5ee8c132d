/** The table of patches: how it is made, read, and searched for the SinGANs' source patches. */
@NullMarked
package dev.singan.dataset.patch;

import org.jspecify.annotations.NullMarked;
