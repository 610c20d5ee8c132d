/** Archives of mammograms, the patches cut from them, and the patch table. */
@NullMarked
package dev.singan.dataset;

import org.jspecify.annotations.NullMarked;
