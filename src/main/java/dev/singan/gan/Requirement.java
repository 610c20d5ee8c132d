package dev.singan.gan;

import dev.singan.base.UserException;

/** What a value of a configuration must be. */
final class Requirement {
    private Requirement() {}

    /** Of a value that a user gives: where it does not hold, the message names the property, the value and what is expected. */
    static void property(boolean holds, String property, Object value, String expected) {
        if (!holds) {
            throw new UserException(property + " is " + value + ", but it must be " + expected + ": set -D" + property
                    + " to such a value");
        }
    }

    /** Of a value that no parameter of a goal sets: where it does not hold, whoever called is wrong. */
    static void value(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", but it must be " + expected);
        }
    }
}
