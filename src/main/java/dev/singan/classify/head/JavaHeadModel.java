package dev.singan.classify.head;

import java.util.Arrays;

/**
 * The head in plain Java. A head has a few thousand parameters and its batch half a megabyte: a step's arithmetic takes some 100 µs, less
 * than the dispatch of the native operations that {@link Dl4jHeadModel} makes of it. Measured: 100 epochs of 320 patches with 898 features,
 * curves included, take 0.15 s of processor time here and 1.2 to 1.6 s there, to the same best epoch and the same loss in five digits.
 * That one is the definition, and tests hold this one to it and both to PyTorch; this one trains the study's heads.
 */
final class JavaHeadModel implements HeadModel {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final HeadData data;
    private final double weightDecay;
    private final float[] parameters;
    private final float[] gradient;
    private final float[] first;
    private final float[] second;
    private final double[] logits;
    private int steps;

    JavaHeadModel(HeadData data, double weightDecay, float[] start) {
        this.data = data;
        this.weightDecay = weightDecay;
        this.parameters = start.clone();
        this.gradient = new float[start.length];
        this.first = new float[start.length];
        this.second = new float[start.length];
        this.logits = new double[data.outputs()];
    }

    @Override
    public float[] parameters() {
        return parameters.clone();
    }

    @Override
    public void step(int[] rows, int from, int to, double learningRate) {
        int d = data.dimension();
        int biases = data.outputs() * d;
        Arrays.fill(gradient, 0);
        for (int i = from; i < to; i++) {
            int at = rows[i] * d;
            LinearScores.logits(parameters, data.train(), at, d, logits);
            LinearScores.lossGradient(logits, data.trainLabels()[rows[i]]);
            for (int k = 0; k < logits.length; k++) {
                float factor = (float) (logits[k] / (to - from));
                addScaled(gradient, k * d, data.train(), at, d, factor);
                gradient[biases + k] += factor;
            }
        }
        for (int i = 0; i < biases; i++) {
            gradient[i] += (float) weightDecay * parameters[i];
        }
        adam(learningRate);
    }

    private static void addScaled(float[] to, int toAt, float[] row, int rowAt, int n, float factor) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] += factor * row[rowAt + j];
        }
    }

    private void adam(double learningRate) {
        steps++;
        float rate = (float) (learningRate / (1 - StrictMath.pow(BETA1, steps)));
        float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, steps)));
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            first[i] = (float) BETA1 * first[i] + (float) (1 - BETA1) * g;
            second[i] = (float) BETA2 * second[i] + (float) (1 - BETA2) * g * g;
            parameters[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) * correction + (float) EPSILON);
        }
    }
}
