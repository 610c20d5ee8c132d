/** The sections of the pages, one class for each. */
@NullMarked
package dev.singan.report.section;

import org.jspecify.annotations.NullMarked;
