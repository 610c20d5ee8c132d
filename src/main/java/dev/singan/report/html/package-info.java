/** HTML and SVG as a tree of elements that escape what they hold, and tables that are written as HTML and as CSV alike. */
@NullMarked
package dev.singan.report.html;

import org.jspecify.annotations.NullMarked;
