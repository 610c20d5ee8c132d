package dev.singan.classify.head;

import dev.singan.metric.RocAuc;

/**
 * A trained head and how it came about.
 *
 * @param parameters the weights of the first output, of the second, …, then the biases; those that are to be tested
 * @param bestEpoch the epoch of the least validation loss, from 0; of several the last
 * @param testedEpoch the epoch that the parameters are of
 * @param curves per epoch: loss, accuracy and AUC on training and validation set
 * @param drawn how many rows of each class the sampler drew over all epochs
 */
@SuppressWarnings("ArrayRecordComponent") // parameters and curves are never compared
public record TrainedHead(float[] parameters, int bestEpoch, int testedEpoch, Curves curves, long[] drawn) {
    /**
     * Figures by epoch. AUCs are NaN where only one class is there.
     *
     * @param trainLoss mean cross-entropy, in nats
     * @param validationLoss the same on the validation set
     * @param trainAccuracy share of right decisions
     * @param validationAccuracy the same on the validation set
     * @param trainAuc the last class (malignant or suspicious) against the others
     * @param validationAuc the same on the validation set
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Curves(
            double[] trainLoss,
            double[] validationLoss,
            double[] trainAccuracy,
            double[] validationAccuracy,
            double[] trainAuc,
            double[] validationAuc) {}

    /** Figures of a set at an epoch. */
    public record Point(double loss, double accuracy, double auc) {
        /**
         * Measures parameters on rows of a set.
         *
         * @param rows which rows, in which order
         * @param aucFrom the AUC is of the rows from this place on
         */
        public static Point of(float[] parameters, HeadData data, boolean train, int[] rows, int aucFrom) {
            float[] features = train ? data.train() : data.validation();
            int[] labels = train ? data.trainLabels() : data.validationLabels();
            double[] logits = new double[data.outputs()];
            boolean[] positive = new boolean[rows.length - aucFrom];
            double[] scores = new double[rows.length - aucFrom];
            double loss = 0;
            int right = 0;
            for (int i = 0; i < rows.length; i++) {
                int label = labels[rows[i]];
                LinearScores.logits(parameters, features, rows[i] * data.dimension(), data.dimension(), logits);
                loss += LinearScores.loss(logits, label);
                double[] probabilities = LinearScores.probabilities(logits);
                right += LinearScores.predicted(probabilities) == label ? 1 : 0;
                if (i >= aucFrom) {
                    positive[i - aucFrom] = label == data.classes() - 1;
                    scores[i - aucFrom] = probabilities[probabilities.length - 1];
                }
            }
            return new Point(
                    loss / rows.length,
                    (double) right / rows.length,
                    RocAuc.of(positive, scores).auc());
        }
    }
}
