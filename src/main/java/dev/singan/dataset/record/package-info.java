/** What an archive says of its images: facts, lesions, the rule of healthy windows, and what was skipped. */
@NullMarked
package dev.singan.dataset.record;

import org.jspecify.annotations.NullMarked;
