/** The pages of the report site. */
@NullMarked
package dev.singan.report.page;

import org.jspecify.annotations.NullMarked;
