package dev.singan.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The layout that a record's file has: the value of its field {@code schema}. {@link Records} reads no other. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SchemaVersion {
    /** Such as {@code singan-model/1}. */
    String value();
}
