package dev.singan.classify.head;

/**
 * A linear head in training. Its loss is the mean cross-entropy over a batch (of the softmax, or of the sigmoid where one logit stands for
 * two classes) plus half the weight decay times the weights' squared norm; it is stepped by Adam (Kingma and Ba 2015) with PyTorch's
 * defaults: β = (0.9, 0.999), ε = 1e-8 beside the corrected root.
 */
interface HeadModel {
    /**
     * A step on a batch.
     *
     * @param rows rows of the training set
     * @param from first place in rows
     * @param to last place, exclusive
     * @param learningRate Adam's
     */
    void step(int[] rows, int from, int to, double learningRate);

    /** A copy of the parameters: the weights of the first output, of the second, …, then the biases. */
    float[] parameters();
}
