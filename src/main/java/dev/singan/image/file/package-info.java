/** Image files of any format, told apart by their first bytes: the door through which images are read and written. */
@NullMarked
package dev.singan.image.file;

import org.jspecify.annotations.NullMarked;
