package dev.singan.tensor.exact.program;

import dev.singan.tensor.BatchNorm;
import java.util.Arrays;

/** A batch norm in training mode: sums over the batch in ascending order, in double. */
final class BatchMoments {
    private final BatchNorm norm;
    private final double epsilon;
    private final int stride;
    private final int positions;
    private final double[] mean;
    private final double[] variance;
    private final float[] center;
    private final float[] factor;
    private final float[] shift;

    /**
     * @param stride values from a position to the next
     * @param positions of the whole batch
     */
    BatchMoments(BatchNorm norm, double epsilon, int stride, int positions) {
        this.norm = norm;
        this.epsilon = epsilon;
        this.stride = stride;
        this.positions = positions;
        mean = new double[stride];
        variance = new double[stride];
        center = new float[stride];
        factor = new float[stride];
        shift = Arrays.copyOf(norm.bias(), stride);
    }

    /** Normalises the batch's values by their own moments. */
    void normalise(float[] values) {
        measure(values);
        float[] weight = norm.weight();
        for (int c = 0; c < norm.channels(); c++) {
            center[c] = (float) mean[c];
            factor[c] = (float) (weight[c] / Math.sqrt(variance[c] + epsilon));
        }
        for (int p = 0; p < positions; p++) {
            int at = p * stride;
            for (int c = 0; c < stride; c++) {
                values[at + c] = (values[at + c] - center[c]) * factor[c] + shift[c];
            }
        }
    }

    private void measure(float[] values) {
        Arrays.fill(mean, 0);
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < stride; c++) {
                mean[c] += values[p * stride + c];
            }
        }
        Arrays.setAll(mean, c -> mean[c] / positions);
        Arrays.fill(variance, 0);
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < stride; c++) {
                double difference = values[p * stride + c] - mean[c];
                variance[c] += difference * difference;
            }
        }
        Arrays.setAll(variance, c -> variance[c] / positions);
    }

    /** Lets the running statistics drift by those of the batch that was normalised last. */
    void drift() {
        norm.drift(floats(mean), floats(variance), positions);
    }

    private float[] floats(double[] values) {
        float[] floats = new float[norm.channels()];
        for (int c = 0; c < floats.length; c++) {
            floats[c] = (float) values[c];
        }
        return floats;
    }
}
