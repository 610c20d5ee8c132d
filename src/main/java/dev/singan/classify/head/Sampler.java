package dev.singan.classify.head;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** The order in which an epoch takes the rows of a set. */
public final class Sampler {
    private final int[] labels;
    private final int[][] byClass;
    private final boolean balanced;
    private final UniformRandomProvider random;
    private final long[] drawn;

    /**
     * @param labels classes of the rows, from 0
     * @param balanced whether rows are drawn with replacement, each class that is there as likely as the others (PyTorch's
     *     {@code WeightedRandomSampler} with the inverse of the class counts); otherwise each row comes once, in random order
     */
    public Sampler(int[] labels, int classes, boolean balanced, UniformRandomProvider random) {
        this.labels = labels;
        this.balanced = balanced;
        this.random = random;
        this.drawn = new long[classes];
        this.byClass = IntStream.range(0, classes)
                .mapToObj(label -> IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == label)
                        .toArray())
                .filter(rows -> rows.length > 0)
                .toArray(int[][]::new);
    }

    /** The rows of the next epoch, as many as the set has. */
    public int[] next() {
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            if (balanced) {
                int[] rows = byClass[random.nextInt(byClass.length)];
                order[i] = rows[random.nextInt(rows.length)];
            } else {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
        }
        for (int row : order) {
            drawn[labels[row]]++;
        }
        return order;
    }

    /** How many rows of each class were drawn so far. */
    long[] drawn() {
        return drawn.clone();
    }
}
