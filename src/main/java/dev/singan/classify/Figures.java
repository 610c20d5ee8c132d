package dev.singan.classify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures as JSON has them: what is not defined is null, since JSON knows no NaN. */
public final class Figures {
    private Figures() {}

    /** The value, or null where it is NaN. */
    public static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** The values, none of them NaN. */
    public static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    /** The values, null where they are NaN. */
    public static List<@Nullable Double> listOrNull(double[] values) {
        List<@Nullable Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(orNull(value));
        }
        return list;
    }
}
