/** Several studies beside one another: figures, parameters, inputs and versions that differ. */
@NullMarked
package dev.singan.report.compare;

import org.jspecify.annotations.NullMarked;
