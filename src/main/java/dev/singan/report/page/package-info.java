/** The pages of the report site, one class for each part. */
@NullMarked
package dev.singan.report.page;

import org.jspecify.annotations.NullMarked;
