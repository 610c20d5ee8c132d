/** Results held against thresholds, the audit of the sets, and reference results. */
@NullMarked
package dev.singan.report.check;

import org.jspecify.annotations.NullMarked;
