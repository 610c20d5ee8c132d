package dev.singan.base;

/** What a value must be. */
public final class Requirement {
    private Requirement() {}

    /** Of a value that a user gives: where it does not hold, the message names the property, the value and what is expected. */
    public static void property(boolean holds, String property, Object value, String expected) {
        if (!holds) {
            throw new UserException(property + " is " + value + ", but it must be " + expected + ": set -D" + property
                    + " to such a value");
        }
    }

    /** Of a value that no parameter of a goal sets: where it does not hold, whoever called is wrong. */
    public static void value(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", but it must be " + expected);
        }
    }

    /**
     * A number that a user gives, out of a range.
     *
     * @throws UserException where it lies outside
     */
    public static int range(String property, int value, int low, int high) {
        property(value >= low && value <= high, property, value, "from " + low + " to " + high);
        return value;
    }
}
