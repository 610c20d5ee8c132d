package dev.singan.report.html;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as the report writes them: the same in every locale, a real minus sign for readers, none for machines. */
public final class Numbers {
    /** What stands where there is no value. */
    public static final String MISSING = "–";

    private Numbers() {}

    /** A number with a fixed count of decimals; {@link #MISSING} for null, NaN and infinities. */
    public static String fixed(@Nullable Double value, int decimals) {
        if (value == null || !Double.isFinite(value)) {
            return MISSING;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return minus(rounded.toPlainString(), rounded.signum());
    }

    /** The same with a plus sign where it is positive, for differences. */
    public static String signed(@Nullable Double value, int decimals) {
        String text = fixed(value, decimals);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return value != null && Double.isFinite(value) && value > 0 && !zero ? "+" + text : text;
    }

    /** A p value: three decimals, {@code < 0.001} below that. */
    public static String p(@Nullable Double value) {
        return value != null && value < 0.001 ? "< 0.001" : fixed(value, 3);
    }

    /** A p value with its Monte Carlo error, {@code 0.143 ± 0.009}; without it where it would be 0.000. */
    public static String p(@Nullable Double value, @Nullable Double error) {
        boolean small = value == null || value < 0.001 || error == null || error < 0.0005;
        return small ? p(value) : p(value) + "\u00a0±\u00a0" + fixed(error, 3);
    }

    /** A whole number with thin thousands separators from 10 000 on. */
    public static String count(long value) {
        if (Math.abs(value) < 10_000) {
            return minus(Long.toString(value), Long.signum(value));
        }
        return minus(String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f'), Long.signum(value));
    }

    /** A share of one in percent with one decimal. */
    public static String percent(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? MISSING : fixed(value * 100, 1) + "\u202f%";
    }

    /** Bytes in binary units with one decimal. */
    public static String bytes(long value) {
        if (value < 1024) {
            return value + " B";
        }
        int unit = value < 1L << 20 ? 1 : value < 1L << 30 ? 2 : 3;
        return fixed(value / StrictMath.pow(1024, unit), 1) + " " + new String[] {"", "KiB", "MiB", "GiB"}[unit];
    }

    /** Seconds as {@code 12.3 s} or {@code 4 min 05 s}. */
    public static String seconds(double value) {
        if (value < 60) {
            return fixed(value, 1) + " s";
        }
        long whole = Math.round(value);
        return whole / 60 + " min " + String.format(Locale.ROOT, "%02d", whole % 60) + " s";
    }

    /** A number for a machine: the shortest that reads back as the same double; empty for null and NaN. */
    public static String exact(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString(value.longValue())
                : value.toString();
    }

    /** A number with at most two decimals and no trailing zeros, as coordinates are written. */
    static String coordinate(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a coordinate: " + value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String minus(String text, int sign) {
        if (!text.startsWith("-")) {
            return text;
        }
        return sign == 0 ? text.substring(1) : "−" + text.substring(1);
    }
}
