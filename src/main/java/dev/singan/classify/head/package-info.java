/** Linear heads: standardisation, sampling and training, on DL4J or in plain Java. */
@NullMarked
package dev.singan.classify.head;

import org.jspecify.annotations.NullMarked;
