/** What the pages are put together of: the results as a report reads them, names, assets, and parts that recur. */
@NullMarked
package dev.singan.report.part;

import org.jspecify.annotations.NullMarked;
