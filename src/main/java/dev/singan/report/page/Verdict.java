package dev.singan.report.page;

import dev.singan.report.part.Names;
import dev.singan.study.results.Summary;
import java.util.List;

/** What the differences between arms and the baseline amount to. */
final class Verdict {
    private Verdict() {}

    /** What a difference amounts to. Both must agree, the interval and the corrected p-value, before it is called one. */
    static String of(Summary summary) {
        return isApart(summary) ? "larger than chance explains" : "within what chance explains";
    }

    private static boolean isApart(Summary summary) {
        Double low = summary.differenceLow();
        Double high = summary.differenceHigh();
        Double p = summary.pAdjusted();
        return low != null && high != null && p != null && p < 0.05 && (low > 0 || high < 0);
    }

    /** The arms with SinGANs that are better, or worse, than the baseline beyond chance, in words; empty where there are none. */
    static String named(List<Summary> arms, boolean better) {
        List<String> numbers = arms.stream()
                .filter(Verdict::isApart)
                .filter(one -> one.difference() != null && one.difference() > 0 == better)
                .map(one -> Integer.toString(Names.singans(one.arm())))
                .toList();
        return switch (numbers.size()) {
            case 0 -> "";
            case 1 -> Names.arm("singan-" + numbers.get(0));
            default ->
                String.join(", ", numbers.subList(0, numbers.size() - 1)) + " and " + numbers.get(numbers.size() - 1)
                        + " SinGANs";
        };
    }
}
