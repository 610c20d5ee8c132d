package dev.singan.classify.head;

/**
 * What a head is trained on. Rows are flat: the features of row i start at i · dimension.
 *
 * @param dimension features per row
 * @param classes how many classes
 * @param outputs numbers that the head gives: one per class, or one logit for two classes
 * @param train features of the training set, with what the arm adds
 * @param trainLabels its classes, from 0
 * @param validation features of the validation set
 * @param validationLabels its classes
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of numbers that are never compared
public record HeadData(
        int dimension,
        int classes,
        int outputs,
        float[] train,
        int[] trainLabels,
        float[] validation,
        int[] validationLabels) {}
