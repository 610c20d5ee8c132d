package dev.singan.classify.head;

import dev.singan.metric.RocAuc;
import java.util.Arrays;

/**
 * A trained head and how it came about.
 *
 * @param parameters the weights of the first output, of the second, …, then the biases; those that are to be tested
 * @param bestEpoch the epoch of the least validation loss, from 0; of several the last
 * @param testedEpoch the epoch that the parameters are of
 * @param curves per epoch: loss, accuracy, AUC, precision and recall on training and validation set
 * @param drawn how many rows of each class the sampler drew over all epochs
 */
@SuppressWarnings("ArrayRecordComponent") // parameters and curves are never compared
public record TrainedHead(float[] parameters, int bestEpoch, int testedEpoch, Curves curves, long[] drawn) {
    /**
     * Figures by epoch. AUCs are NaN where only one class is there, precision where nothing was called the class, recall where nothing is
     * of it.
     *
     * @param trainLoss mean cross-entropy, in nats
     * @param validationLoss the same on the validation set
     * @param trainAccuracy share of right decisions
     * @param validationAccuracy the same on the validation set
     * @param trainAuc the last class (malignant or suspicious) against the others
     * @param validationAuc the same on the validation set
     * @param trainPrecision {@code [class][epoch]}: share of the rows called the class that are of it
     * @param validationPrecision the same on the validation set
     * @param trainRecall {@code [class][epoch]}: share of the class's rows that are called it
     * @param validationRecall the same on the validation set
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Curves(
            double[] trainLoss,
            double[] validationLoss,
            double[] trainAccuracy,
            double[] validationAccuracy,
            double[] trainAuc,
            double[] validationAuc,
            double[][] trainPrecision,
            double[][] validationPrecision,
            double[][] trainRecall,
            double[][] validationRecall) {}

    /**
     * Figures of a set at an epoch.
     *
     * @param loss mean cross-entropy, in nats
     * @param accuracy share of right decisions
     * @param auc the last class against the others
     * @param confusion {@code [true class][predicted class]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Point(double loss, double accuracy, double auc, int[][] confusion) {
        /** Share of the rows called a class that are of it, or NaN. */
        public double precision(int label) {
            return (double) confusion[label][label]
                    / Arrays.stream(confusion).mapToInt(row -> row[label]).sum();
        }

        /** Share of a class's rows that are called it, or NaN. */
        public double recall(int label) {
            return (double) confusion[label][label]
                    / Arrays.stream(confusion[label]).sum();
        }

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
            int[][] confusion = new int[data.classes()][data.classes()];
            int right = 0;
            for (int i = 0; i < rows.length; i++) {
                int label = labels[rows[i]];
                LinearScores.logits(parameters, features, rows[i] * data.dimension(), data.dimension(), logits);
                loss += LinearScores.loss(logits, label);
                double[] probabilities = LinearScores.probabilities(logits);
                int predicted = LinearScores.predicted(probabilities);
                confusion[label][predicted]++;
                right += predicted == label ? 1 : 0;
                if (i >= aucFrom) {
                    positive[i - aucFrom] = label == data.classes() - 1;
                    scores[i - aucFrom] = probabilities[probabilities.length - 1];
                }
            }
            return new Point(
                    loss / rows.length,
                    (double) right / rows.length,
                    RocAuc.of(positive, scores).auc(),
                    confusion);
        }
    }
}
