/** The codecs of DICOM's pixel data that no library of a permissive licence has: JPEG of 12 bits, lossless JPEG, JPEG-LS, run lengths. */
@NullMarked
package dev.singan.image.dicom.codec;

import org.jspecify.annotations.NullMarked;
