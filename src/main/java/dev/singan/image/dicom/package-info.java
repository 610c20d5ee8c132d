/** The images of DICOM files, how their values become grey (PS3.3, PS3.4), and what their headers say. */
@NullMarked
package dev.singan.image.dicom;

import org.jspecify.annotations.NullMarked;
