package dev.singan.report.chart;

import dev.singan.report.html.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The scale of an axis.
 *
 * @param label what is measured, with its unit
 * @param low the value at the start
 * @param high the value at the end, above low
 * @param logarithmic whether equal steps are equal factors; low is above zero then
 * @param ticks where values are written, ascending
 */
public record Axis(String label, double low, double high, boolean logarithmic, List<Double> ticks) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** Copies the ticks, and refuses an empty range. */
    public Axis {
        if (!(high > low) || (logarithmic && low <= 0)) {
            throw new IllegalArgumentException("not a range for an axis: " + low + " to " + high);
        }
        ticks = List.copyOf(ticks);
    }

    /** A linear axis of just this range with about the given number of ticks. */
    public static Axis linear(String label, double low, double high, int about) {
        return ticked(label, low, high, step(high - low, about));
    }

    private static Axis ticked(String label, double low, double high, double step) {
        List<Double> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
            ticks.add(k * step);
        }
        return new Axis(label, low, high, false, ticks);
    }

    /** A linear axis that holds all values and ends at ticks. */
    public static Axis covering(String label, double low, double high, int about) {
        double span = high > low ? high - low : Math.max(Math.abs(low), 1);
        double step = step(span, about);
        double start = Math.floor(low / step + 1e-9) * step;
        double end = Math.ceil(high / step - 1e-9) * step;
        return ticked(label, start, end > start ? end : start + step, step);
    }

    /** A logarithmic axis that holds all values, with a tick at each power of ten and, on short axes, between them. */
    public static Axis logarithmic(String label, double low, double high) {
        double start = StrictMath.log10(low);
        double end = StrictMath.log10(Math.max(high, low * 1.01));
        double margin = Math.max(0.04 * (end - start), 0.02);
        double[] factors = end - start < 1.5 ? new double[] {1, 2, 5} : new double[] {1};
        List<Double> ticks = new ArrayList<>();
        for (int e = (int) Math.floor(start - margin); e <= end + margin; e++) {
            for (double factor : factors) {
                double tick = factor * StrictMath.pow(10, e);
                if (StrictMath.log10(tick) >= start - margin && StrictMath.log10(tick) <= end + margin) {
                    ticks.add(tick);
                }
            }
        }
        return new Axis(label, StrictMath.pow(10, start - margin), StrictMath.pow(10, end + margin), true, ticks);
    }

    /** Where a value lies, 0 at the start and 1 at the end; values outside are moved to the nearer end. */
    public double position(double value) {
        double share = logarithmic
                ? (StrictMath.log(value) - StrictMath.log(low)) / (StrictMath.log(high) - StrictMath.log(low))
                : (value - low) / (high - low);
        return Math.min(1, Math.max(0, share));
    }

    /** A tick as it is written. */
    public String written(double tick) {
        double step = ticks.size() > 1 ? Math.abs(ticks.get(1) - ticks.get(0)) : Math.abs(tick);
        double finest = logarithmic ? Math.abs(tick) : step;
        int decimals = finest <= 0 ? 0 : (int) Math.max(0, -Math.floor(StrictMath.log10(finest) + 1e-9));
        boolean half = !logarithmic && !whole(step * StrictMath.pow(10, decimals));
        return Math.abs(tick) >= 10_000 && tick == Math.rint(tick)
                ? Numbers.count((long) tick)
                : Numbers.fixed(tick, half ? decimals + 1 : decimals);
    }

    private static boolean whole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-6;
    }

    private static double step(double span, int about) {
        double rough = span / Math.max(1, about);
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        for (double factor : STEPS) {
            if (rough <= factor * power * (1 + 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
