/** What goals have in common with the build around them: properties, progress, parts, workers, and artifacts from repositories. */
@NullMarked
package dev.singan.maven.build;

import org.jspecify.annotations.NullMarked;
