/** The goals. Each takes its parameters, builds one request and makes one call; the library does the work. */
@NullMarked
package dev.singan.maven;

import org.jspecify.annotations.NullMarked;
