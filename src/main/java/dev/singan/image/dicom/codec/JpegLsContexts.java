package dev.singan.image.dicom.codec;

import java.util.Arrays;

/** What JPEG-LS has learned of each context (ITU-T T.87, sections A.5 to A.7). */
final class JpegLsContexts {
    private static final int RUNS = 365;
    private static final int MOST = 127;
    private static final int LEAST = -128;

    private final JpegLsRules rules;
    private final int[] errors = new int[RUNS + 2];
    private final int[] counts = new int[RUNS + 2];
    private final int[] biases = new int[RUNS];
    private final int[] corrections = new int[RUNS];
    private final int[] negatives = new int[2];

    JpegLsContexts(JpegLsRules rules) {
        this.rules = rules;
        Arrays.fill(errors, Math.max(2, rules.range() + 32 >> 6));
        Arrays.fill(counts, 1);
    }

    int correction(int context) {
        return corrections[context];
    }

    /** The length of a Golomb code's rest. */
    int golomb(int context) {
        return golomb(counts[context], errors[context]);
    }

    int runGolomb(int type) {
        int context = RUNS + type;
        return golomb(counts[context], errors[context] + (type == 1 ? counts[context] >> 1 : 0));
    }

    private static int golomb(int count, int errors) {
        int k = 0;
        while (k < 16 && count << k < errors) {
            k++;
        }
        return k;
    }

    /** The error that a code's number stands for. */
    int error(int context, int k, int mapped) {
        boolean odd = (mapped & 1) == 1;
        if (k == 0 && rules.near() == 0 && 2 * biases[context] <= -counts[context]) {
            return odd ? mapped >> 1 : -(mapped >> 1) - 1;
        }
        return odd ? -(mapped + 1 >> 1) : mapped >> 1;
    }

    int runError(int type, int k, int mapped) {
        int twice = mapped + type;
        boolean odd = (twice & 1) == 1;
        int size = twice + 1 >> 1;
        boolean negative = k != 0 || 2 * negatives[type] >= counts[RUNS + type];
        return negative == odd ? -size : size;
    }

    void update(int context, int error) {
        biases[context] += error * (2 * rules.near() + 1);
        errors[context] += Math.abs(error);
        if (counts[context] == rules.reset()) {
            errors[context] >>= 1;
            biases[context] >>= 1;
            counts[context] >>= 1;
        }
        counts[context]++;
        centre(context);
    }

    /** Keeps a context's bias within a count of zero. */
    private void centre(int context) {
        int count = counts[context];
        if (biases[context] <= -count) {
            corrections[context] -= corrections[context] > LEAST ? 1 : 0;
            biases[context] = Math.max(biases[context] + count, 1 - count);
        } else if (biases[context] > 0) {
            corrections[context] += corrections[context] < MOST ? 1 : 0;
            biases[context] = Math.min(biases[context] - count, 0);
        }
    }

    void updateRun(int type, int error, int mapped) {
        int context = RUNS + type;
        negatives[type] += error < 0 ? 1 : 0;
        errors[context] += mapped + 1 - type >> 1;
        if (counts[context] == rules.reset()) {
            errors[context] >>= 1;
            counts[context] >>= 1;
            negatives[type] >>= 1;
        }
        counts[context]++;
    }
}
