package dev.singan.classify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures as JSON has them: what is not defined is null, since JSON knows no NaN. */
final class Figures {
    private Figures() {}

    static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    static List<@Nullable Double> listOrNull(double[] values) {
        List<@Nullable Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(orNull(value));
        }
        return list;
    }
}
