/** Archives of mammograms, the public ones as they are downloaded and a folder of one's own ({@link dev.singan.dataset.archive.ArchiveKind} lists them): each a list of images with what is known of them. */
@NullMarked
package dev.singan.dataset.archive;

import org.jspecify.annotations.NullMarked;
