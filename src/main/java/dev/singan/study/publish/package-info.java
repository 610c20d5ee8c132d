/** What a study publishes: the report's manifest, and packs of synthetic data sets and models that others can take in. */
@NullMarked
package dev.singan.study.publish;

import org.jspecify.annotations.NullMarked;
