package dev.singan.classify.head;

/**
 * How a linear head is trained. The defaults are the thesis's, but for the standardisation, which scattering features of very different
 * sizes need, and a mild weight decay, which a few hundred patches of several hundred features ask for. Measured on mini-MIAS (747 patches,
 * three strict folds, AUC of suspicious / malignant): 0.904 / 0.738 without decay, 0.906 / 0.736 with 0.01, 0.905 / 0.720 with 0.1 and
 * 0.853 / 0.641 with 1; learning rates of 1e-3 and 3e-4 are no better and end before the best epoch.
 *
 * @param epochs at most so many passes over the training set
 * @param batch patches per step
 * @param learningRate Adam's
 * @param weightDecay factor of the squared norm's gradient that is added to the weights' gradient (not to the biases'), as PyTorch's Adam does
 * @param stepEpochs the learning rate is multiplied by {@code stepFactor} after each so many epochs; 0 for a constant one
 * @param stepFactor see there
 * @param stopLoss training ends at the first epoch whose best validation loss is at most this
 * @param balanced whether the training set is drawn with replacement, each class as often as the others; otherwise shuffled
 * @param standardise whether features are centred and scaled by mean and deviation of the training set
 * @param engine what trains it
 */
public record HeadConfig(
        int epochs,
        int batch,
        double learningRate,
        double weightDecay,
        int stepEpochs,
        double stepFactor,
        double stopLoss,
        boolean balanced,
        boolean standardise,
        HeadEngine engine) {
    /** The embedded study's: the thesis's with standardised features and weight decay. */
    public static HeadConfig standard() {
        return new HeadConfig(100, 128, 1e-2, 1e-2, 0, 0.1, 1e-3, true, true, HeadEngine.JAVA);
    }

    /** The thesis's. */
    public static HeadConfig thesis() {
        return new HeadConfig(100, 128, 1e-2, 0, 5, 0.1, 1e-3, true, false, HeadEngine.JAVA);
    }
}
