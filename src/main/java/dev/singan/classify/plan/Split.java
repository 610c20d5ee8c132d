package dev.singan.classify.plan;

import java.util.Set;

/**
 * Which patients a split trains, validates and tests on. A patient in none of the sets is left out.
 *
 * @param index from 0
 * @param train patient ids
 * @param validation patient ids
 * @param test patient ids
 */
public record Split(int index, Set<String> train, Set<String> validation, Set<String> test) {}
