package dev.singan.classify.plan;

import dev.singan.dataset.patch.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Patients in folds of like composition. A patient's patches of each class and format are counted; the patients, those of the most uneven
 * counts first and otherwise in seeded order, go one by one to the fold that keeps the deviation of the counts over the folds least (the
 * idea of scikit-learn's {@code StratifiedGroupKFold}, here over class and format).
 */
public final class StratifiedGroups {
    private static final int STRATA = 6;

    private final Map<String, int[]> counts = new TreeMap<>();
    private final double[] totals = new double[STRATA];

    StratifiedGroups(List<Patch> patches, Set<String> without) {
        for (Patch patch : patches) {
            if (!without.contains(patch.patientId())) {
                int stratum = Task.lesionClass(patch) * 2 + (patch.format().equals("Film") ? 0 : 1);
                counts.computeIfAbsent(patch.patientId(), key -> new int[STRATA])[stratum]++;
                totals[stratum]++;
            }
        }
    }

    private int[] of(String patient) {
        return Objects.requireNonNull(counts.get(patient), patient);
    }

    /** The patients in k folds; each is in exactly one. */
    List<Set<String>> folds(int k, UniformRandomProvider random) {
        List<String> order = shuffled(counts.keySet(), random);
        order.sort(Comparator.comparingDouble(patient -> -deviation(of(patient))));
        double[][] sums = new double[k][STRATA];
        int[] patients = new int[k];
        List<Set<String>> folds = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            folds.add(new TreeSet<>());
        }
        for (String patient : order) {
            int best = bestFold(sums, patients, of(patient));
            add(sums[best], of(patient), 1);
            patients[best]++;
            folds.get(best).add(patient);
        }
        return folds;
    }

    private int bestFold(double[][] sums, int[] patients, int[] added) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int fold = 0; fold < sums.length; fold++) {
            add(sums[fold], added, 1);
            double unevenness = unevenness(sums);
            add(sums[fold], added, -1);
            if (unevenness < least || (unevenness == least && patients[fold] < patients[best])) {
                least = unevenness;
                best = fold;
            }
        }
        return best;
    }

    private double unevenness(double[][] sums) {
        double all = 0;
        for (int stratum = 0; stratum < STRATA; stratum++) {
            if (totals[stratum] > 0) {
                double mean = 0;
                double square = 0;
                for (double[] fold : sums) {
                    double share = fold[stratum] / totals[stratum];
                    mean += share / sums.length;
                    square += share * share / sums.length;
                }
                all += Math.sqrt(Math.max(0, square - mean * mean));
            }
        }
        return all;
    }

    private static void add(double[] sums, int[] counts, int sign) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * counts[i];
        }
    }

    private static double deviation(int[] counts) {
        double mean = Arrays.stream(counts).average().orElse(0);
        return Math.sqrt(Arrays.stream(counts)
                .mapToDouble(count -> (count - mean) * (count - mean))
                .sum());
    }

    /**
     * Draws a share of some patients, the same share of those with each kind of finding (the gravest class and the format).
     *
     * @param among the patients to draw from
     * @param share in (0, 1)
     */
    Set<String> sample(Set<String> among, double share, UniformRandomProvider random) {
        Map<Integer, List<String>> strata = new TreeMap<>();
        for (String patient : shuffled(among, random)) {
            strata.computeIfAbsent(gravest(of(patient)), key -> new ArrayList<>())
                    .add(patient);
        }
        Set<String> drawn = new HashSet<>();
        double owed = 0;
        for (List<String> patients : strata.values()) {
            owed += share * patients.size();
            int take = (int) Math.min(patients.size(), Math.round(owed));
            owed -= take;
            drawn.addAll(patients.subList(0, take));
        }
        return new TreeSet<>(drawn);
    }

    private static int gravest(int[] counts) {
        for (int stratum = STRATA - 1; stratum > 0; stratum--) {
            if (counts[stratum] > 0) {
                return stratum;
            }
        }
        return 0;
    }

    public static List<String> shuffled(Set<String> patients, UniformRandomProvider random) {
        List<String> order = new ArrayList<>(new TreeSet<>(patients));
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }
}
