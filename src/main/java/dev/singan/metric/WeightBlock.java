package dev.singan.metric;

/**
 * Several weightings of the same patients side by side: {@code weights[patient * SIZE + draw]}. The inner loops over the draws have a
 * fixed length and neighbouring addresses, so that the compiler makes vector instructions of them.
 *
 * @param weights how often each patient counts in each draw; whole numbers
 * @param size how many of the draws there are; the others have no weight
 */
@SuppressWarnings("ArrayRecordComponent") // an array for speed, never compared
public record WeightBlock(double[] weights, int size) {
    /** Draws of a block. */
    public static final int SIZE = 64;

    /** Adds a patient's weights. */
    void add(int patient, double[] to) {
        int at = patient * SIZE;
        for (int d = 0; d < SIZE; d++) {
            to[d] += weights[at + d];
        }
    }

    /** Adds a patient's weights times a number. */
    void add(int patient, double factor, double[] to) {
        int at = patient * SIZE;
        for (int d = 0; d < SIZE; d++) {
            to[d] += weights[at + d] * factor;
        }
    }

    /** Adds a patient's weights times numbers of the draws. */
    void addProduct(int patient, double[] factors, double[] to) {
        int at = patient * SIZE;
        for (int d = 0; d < SIZE; d++) {
            to[d] += weights[at + d] * factors[d];
        }
    }
}
