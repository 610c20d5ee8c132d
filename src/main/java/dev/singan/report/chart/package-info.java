/** SVG figures: axes, lines with bands, intervals, bars and heat maps. Colours come from the site's style sheet. */
@NullMarked
package dev.singan.report.chart;

import org.jspecify.annotations.NullMarked;
