/** The forked process that speaks Spark's interface. Nothing else of the library knows Spark, and only this process and executors load it. */
@NullMarked
package dev.singan.cluster.driver;

import org.jspecify.annotations.NullMarked;
