package dev.singan.classify.head;

/** What a linear head's parameters give for a row: logits, loss and probabilities. {@code StrictMath}: the same bits everywhere. */
public final class LinearScores {
    private LinearScores() {}

    /** The logits of a row that starts at a place of a flat array. */
    public static void logits(float[] parameters, float[] rows, int at, int dimension, double[] logits) {
        for (int k = 0; k < logits.length; k++) {
            logits[k] = dot(parameters, k * dimension, rows, at, dimension) + parameters[logits.length * dimension + k];
        }
    }

    /** Eight partial sums, so that the additions do not wait for each other. */
    private static float dot(float[] a, int i, float[] b, int j, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int k = 0;
        for (; k + 7 < n; k += 8) {
            s0 += a[i + k] * b[j + k];
            s1 += a[i + k + 1] * b[j + k + 1];
            s2 += a[i + k + 2] * b[j + k + 2];
            s3 += a[i + k + 3] * b[j + k + 3];
            s4 += a[i + k + 4] * b[j + k + 4];
            s5 += a[i + k + 5] * b[j + k + 5];
            s6 += a[i + k + 6] * b[j + k + 6];
            s7 += a[i + k + 7] * b[j + k + 7];
        }
        for (; k < n; k++) {
            s0 += a[i + k] * b[j + k];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** Turns logits into the gradient of the cross-entropy by them: probability minus truth. */
    static void lossGradient(double[] logits, int label) {
        if (logits.length == 1) {
            logits[0] = sigmoid(logits[0]) - label;
            return;
        }
        softmax(logits);
        logits[label] -= 1;
    }

    /** Cross-entropy of logits, in nats. */
    static double loss(double[] logits, int label) {
        if (logits.length == 1) {
            double signed = label == 1 ? -logits[0] : logits[0];
            return Math.max(signed, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(signed)));
        }
        double largest = largest(logits);
        double sum = 0;
        for (double logit : logits) {
            sum += StrictMath.exp(logit - largest);
        }
        return largest + StrictMath.log(sum) - logits[label];
    }

    /** The probabilities of the classes. */
    public static double[] probabilities(double[] logits) {
        if (logits.length == 1) {
            return new double[] {sigmoid(-logits[0]), sigmoid(logits[0])};
        }
        double[] probabilities = logits.clone();
        softmax(probabilities);
        return probabilities;
    }

    /** The first class of the largest probability. */
    static int predicted(double[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    private static void softmax(double[] logits) {
        double largest = largest(logits);
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = StrictMath.exp(logits[k] - largest);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
    }

    private static double largest(double[] values) {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
