package dev.singan.report.page;

import dev.singan.report.part.Names;
import dev.singan.study.results.Summary;
import java.util.List;

/** What the differences between arms and the baseline amount to. */
final class Verdict {
    private Verdict() {}

    /**
     * What a difference amounts to. There is one set of SinGANs and one seed of the heads: what another training would change is in no
     * interval, so nothing is said of SinGANs as such. Both must agree, the interval and the corrected p-value, the latter whatever the seed of the
     * bootstrap: by two of its Monte Carlo errors.
     */
    static String of(Summary summary) {
        return isApart(summary)
                ? "for these trained models larger than the choice of patients explains"
                : "within what the choice of patients explains";
    }

    /** Whether a difference is one. */
    static boolean isApart(Summary summary) {
        Double low = summary.differenceLow();
        Double high = summary.differenceHigh();
        Double p = summary.pAdjusted();
        double error = summary.pAdjustedError() == null ? 0 : summary.pAdjustedError();
        return low != null && high != null && p != null && p + 2 * error < 0.05 && (low > 0 || high < 0);
    }

    /** The arms with SinGANs that are better, or worse, than the baseline beyond the choice of patients, in words; empty where there are none. */
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
