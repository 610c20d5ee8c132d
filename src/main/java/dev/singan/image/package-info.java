/** Images in memory: grey and colour, resizing, thresholds, boxes. The rooms below read and write files. */
@NullMarked
package dev.singan.image;

import org.jspecify.annotations.NullMarked;
