package dev.singan.report.check;

import dev.singan.base.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties {@code singan.check.*}, parsed: {@code singan.check.min.NAME} and {@code singan.check.max.NAME} bound a
 * figure of {@link Measures}, where {@code *} stands for any one part of a name (or for the rest of it at the end);
 * {@code singan.check.tolerance.FAMILY} says how far a figure that depends on the processor may lie from its reference, absolute
 * ({@code 0.03}) or relative ({@code 25%}); without it such figures are not held; {@code singan.check.leakage} and {@code singan.check.reference} are {@code true} or
 * {@code false}.
 *
 * @param bounds the bounds, in the order of their names
 * @param tolerances by family of figures, those that are set
 * @param leakage whether a failed audit fails the check; where it is null, as the study had it
 * @param reference whether reference results are compared with
 */
record CheckSettings(
        List<Bound> bounds, Map<String, Tolerance> tolerances, @Nullable Boolean leakage, boolean reference) {
    static final String PREFIX = "singan.check.";
    static final String TOLERANCE = PREFIX + "tolerance.";

    /**
     * A bound on figures.
     *
     * @param property the full name of the property
     * @param pattern which figures
     * @param lower whether the figure must not be below the limit; otherwise it must not be above
     * @param limit the limit
     */
    record Bound(String property, String pattern, boolean lower, double limit) {
        boolean matches(String name) {
            String[] wanted = pattern.split("\\.");
            String[] parts = name.split("\\.");
            boolean open = wanted[wanted.length - 1].equals("*") && parts.length > wanted.length;
            if (parts.length != wanted.length && !open) {
                return false;
            }
            for (int i = 0; i < wanted.length; i++) {
                if (!wanted[i].equals("*") && !wanted[i].equals(parts[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * How far a figure may lie from its reference.
     *
     * @param size the tolerance
     * @param relative whether it is a share of the reference's absolute value
     */
    record Tolerance(double size, boolean relative) {
        double around(double reference) {
            return relative ? size * Math.abs(reference) : size;
        }
    }

    static CheckSettings parse(Map<String, String> settings) {
        List<Bound> bounds = new ArrayList<>();
        Map<String, Tolerance> tolerances = new TreeMap<>();
        @Nullable Boolean leakage = null;
        boolean reference = true;
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            String property = setting.getKey();
            String value = setting.getValue().strip();
            String rest = property.startsWith(PREFIX) ? property.substring(PREFIX.length()) : "";
            if (rest.startsWith("min.") || rest.startsWith("max.")) {
                bounds.add(new Bound(property, rest.substring(4), rest.startsWith("min."), number(property, value)));
            } else if (rest.startsWith("tolerance.")) {
                tolerances.put(rest.substring("tolerance.".length()), tolerance(property, value));
            } else if (rest.equals("leakage")) {
                leakage = flag(property, value);
            } else if (rest.equals("reference")) {
                reference = flag(property, value);
            } else {
                throw new UserException("Property " + property + " is not known. There are " + PREFIX + "min.NAME, "
                        + PREFIX + "max.NAME, " + PREFIX + "tolerance.FAMILY, " + PREFIX + "leakage and " + PREFIX
                        + "reference; correct or remove it.");
            }
        }
        return new CheckSettings(List.copyOf(bounds), Map.copyOf(tolerances), leakage, reference);
    }

    private static Tolerance tolerance(String property, String value) {
        boolean relative = value.endsWith("%");
        double size = number(property, relative ? value.substring(0, value.length() - 1) : value);
        if (size < 0) {
            throw new UserException("Property " + property + " is " + value + "; a tolerance is not below zero.");
        }
        return new Tolerance(relative ? size / 100 : size, relative);
    }

    private static double number(String property, String value) {
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UserException(
                    "Property " + property + " is \"" + value + "\"; set it to a number such as 0.65.", e);
        }
        throw new UserException("Property " + property + " is " + value + "; set it to a finite number such as 0.65.");
    }

    private static boolean flag(String property, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new UserException("Property " + property + " is \"" + value + "\"; set it to true or false.");
        };
    }
}
