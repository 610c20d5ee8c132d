/** The plan of an experiment: tasks, arms, splits by patients, and what each head is trained and tested on. */
@NullMarked
package dev.singan.classify.plan;

import org.jspecify.annotations.NullMarked;
