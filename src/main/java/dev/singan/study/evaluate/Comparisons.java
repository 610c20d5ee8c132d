package dev.singan.study.evaluate;

import dev.singan.metric.DeLong;
import dev.singan.metric.Holm;
import dev.singan.metric.Obuchowski;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparisons of a metric with the baseline, by class and arm, and their p-values corrected within their families. */
final class Comparisons {
    private final int classes;
    private final int arms;
    private final double[] p;
    private final double[] errors;
    private final @Nullable Obuchowski[] clustered;
    private final @Nullable DeLong[] delong;
    private final double[] adjusted;
    private final double[] adjustedErrors;
    private final double[] clusteredAdjusted;
    private final double[] delongAdjusted;

    /**
     * No comparison yet.
     *
     * @param classes classes, and their mean
     * @param arms with the baseline, which is the first
     */
    Comparisons(int classes, int arms) {
        this.classes = classes;
        this.arms = arms;
        this.p = undefined();
        this.errors = undefined();
        this.clustered = new Obuchowski[classes * arms];
        this.delong = new DeLong[classes * arms];
        this.adjusted = undefined();
        this.adjustedErrors = undefined();
        this.clusteredAdjusted = undefined();
        this.delongAdjusted = undefined();
    }

    private double[] undefined() {
        double[] values = new double[classes * arms];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** A comparison's number. */
    int at(int c, int a) {
        return c * arms + a;
    }

    void bootstrap(int at, double value, double error) {
        p[at] = value;
        errors[at] = error;
    }

    void test(int at, @Nullable Obuchowski ofPatients, @Nullable DeLong ofPatches) {
        clustered[at] = ofPatients;
        delong[at] = ofPatches;
    }

    /** Corrects within each family. */
    void correct(TestFamily family, @Nullable Integer alone) {
        for (int[] members : families(family, alone)) {
            put(members, adjusted, adjustedErrors, Holm.adjust(of(members, p), of(members, errors)));
            put(members, clusteredAdjusted, new double[p.length], holm(members, clusteredP()));
            put(members, delongAdjusted, new double[p.length], holm(members, delongP()));
        }
    }

    private static double[][] holm(int[] members, double[] values) {
        double[] chosen = of(members, values);
        return Holm.adjust(chosen, new double[chosen.length]);
    }

    private static double[] of(int[] members, double[] values) {
        return Arrays.stream(members).mapToDouble(i -> values[i]).toArray();
    }

    private static void put(int[] members, double[] values, double[] deviations, double[][] corrected) {
        for (int k = 0; k < members.length; k++) {
            values[members[k]] = corrected[0][k];
            deviations[members[k]] = corrected[1][k];
        }
    }

    private double[] clusteredP() {
        return Arrays.stream(clustered)
                .mapToDouble(test -> test == null ? Double.NaN : test.p())
                .toArray();
    }

    private double[] delongP() {
        return Arrays.stream(delong)
                .mapToDouble(test -> test == null ? Double.NaN : test.p())
                .toArray();
    }

    /** The families' members; the comparison that stands alone is in none but its own. */
    private List<int[]> families(TestFamily family, @Nullable Integer alone) {
        boolean together = family == TestFamily.ARMS_CLASSES && classes > 3;
        List<List<Integer>> families = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            if (c == 0 || !together || c == classes - 1) {
                families.add(new ArrayList<>());
            }
            for (int a = 1; a < arms; a++) {
                families.get(families.size() - 1).add(at(c, a));
            }
        }
        if (alone != null) {
            families.forEach(members -> members.remove(alone));
            families.add(List.of(alone));
        }
        return families.stream()
                .map(members -> members.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    double p(int at) {
        return p[at];
    }

    double pError(int at) {
        return errors[at];
    }

    double pAdjusted(int at) {
        return adjusted[at];
    }

    double pAdjustedError(int at) {
        return adjustedErrors[at];
    }

    @Nullable
    Obuchowski clustered(int at) {
        return clustered[at];
    }

    double clusteredAdjusted(int at) {
        return clusteredAdjusted[at];
    }

    @Nullable
    DeLong delong(int at) {
        return delong[at];
    }

    double delongAdjusted(int at) {
        return delongAdjusted[at];
    }
}
