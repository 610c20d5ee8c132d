/** Archives of mammograms, the patches cut from them, and the patch table, each in a room of its own. */
@NullMarked
package dev.singan.dataset;

import org.jspecify.annotations.NullMarked;
