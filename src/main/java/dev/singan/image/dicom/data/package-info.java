/** The data set of a DICOM file (PS3.5, PS3.10), and how its pixels lie. */
@NullMarked
package dev.singan.image.dicom.data;

import org.jspecify.annotations.NullMarked;
