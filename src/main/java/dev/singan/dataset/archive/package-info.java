/** Archives of mammograms: BCDR, mini-MIAS and a folder of one's own, each a list of images with what is known of them. */
@NullMarked
package dev.singan.dataset.archive;

import org.jspecify.annotations.NullMarked;
