/** Networks in ONNX files: what their headers say, and how they are run. */
@NullMarked
package dev.singan.classify.onnx;

import org.jspecify.annotations.NullMarked;
