/** The static report site and the machine-readable results beside it. */
@NullMarked
package dev.singan.report;

import org.jspecify.annotations.NullMarked;
