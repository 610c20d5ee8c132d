/** The study: its samples, and rooms for phases, evaluation, results and what is published. */
@NullMarked
package dev.singan.study;

import org.jspecify.annotations.NullMarked;
