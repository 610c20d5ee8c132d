/** The study: its definition, its phases, their keys and stamps, its results and their provenance. */
@NullMarked
package dev.singan.study;

import org.jspecify.annotations.NullMarked;
