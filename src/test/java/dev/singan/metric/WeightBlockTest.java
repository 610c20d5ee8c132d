package dev.singan.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.Seeds;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Measures of many draws in one pass are those of each draw by itself; scikit-learn's are held in {@link SklearnAgreementTest}. */
final class WeightBlockTest {
    private static final int PATIENTS = 17;

    private static ClassScores scores(int classes, int decimals) {
        UniformRandomProvider random = new Seeds(3).stream("scores/" + classes + "/" + decimals);
        int n = 150;
        int[] labels = new int[n];
        int[] cluster = new int[n];
        double[][] scores = new double[n][classes];
        double step = Math.pow(10, decimals);
        for (int i = 0; i < n; i++) {
            cluster[i] = random.nextInt(PATIENTS);
            labels[i] = cluster[i] % 5 == 0 ? classes - 1 : random.nextInt(classes);
            for (int c = 0; c < classes; c++) {
                scores[i][c] = Math.round(step * (random.nextDouble() + (labels[i] == c ? 0.3 : 0))) / step;
            }
        }
        return new ClassScores(classes, labels, scores, cluster);
    }

    @Test
    void every_measure_of_every_draw_is_what_the_draw_alone_gives() {
        PatientBootstrap bootstrap = new PatientBootstrap(PATIENTS, 3 * WeightBlock.SIZE + 5, new Seeds(1).stream("w"));
        for (ClassScores scores : new ClassScores[] {scores(2, 1), scores(3, 1), scores(3, 6)}) {
            int seen = 0;
            for (int first = 0; first < bootstrap.draws(); first += WeightBlock.SIZE) {
                double[][][] block = scores.measure(bootstrap.block(first));
                for (int d = 0; d < block.length; d++) {
                    same(block[d], scores.measure(bootstrap.weights(first + d)));
                    seen++;
                }
            }
            assertThat(seen).isEqualTo(bootstrap.draws());
        }
    }

    private static void same(double[][] block, double[][] alone) {
        for (int c = 0; c < alone.length; c++) {
            for (Measure measure : Measure.values()) {
                double expected = alone[c][measure.ordinal()];
                double found = block[c][measure.ordinal()];
                if (measure == Measure.BRIER) {
                    assertThat(found).isCloseTo(expected, within(1e-12));
                } else {
                    assertThat(found).as(measure.id()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void a_draw_without_a_class_has_no_auc() {
        RocAuc auc = new RocAuc(new boolean[] {true, false}, new double[] {0.7, 0.2}, new int[] {0, 1});
        double[] weights = new double[2 * WeightBlock.SIZE];
        weights[0] = 2;
        weights[1] = 1;
        weights[WeightBlock.SIZE + 1] = 1;
        double[] found = new double[WeightBlock.SIZE];
        auc.auc(new WeightBlock(weights, 2), found);
        assertThat(found[0]).isNaN();
        assertThat(found[1]).isEqualTo(1);
    }
}
