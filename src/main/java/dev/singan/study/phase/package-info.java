/** Phases of a study: what each depends on, whether it is up to date and why not, stamps, locks and manifests of folders. */
@NullMarked
package dev.singan.study.phase;

import org.jspecify.annotations.NullMarked;
