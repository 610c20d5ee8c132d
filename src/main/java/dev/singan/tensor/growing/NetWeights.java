package dev.singan.tensor.growing;

import dev.singan.tensor.engine.StepSettings;

/**
 * A network's parameters and what Adam knows of them. Arrays are handed over, not copied: whoever gets one does not write to it.
 *
 * @param layout where each parameter lies
 * @param parameters the parameters
 * @param firstMoment Adam's running mean of the gradient
 * @param secondMoment Adam's running mean of the squared gradient
 * @param step Adam's steps so far
 */
public record NetWeights(
        ConvolutionLayout layout, float[] parameters, float[] firstMoment, float[] secondMoment, long step) {
    /** @throws IllegalArgumentException where an array has another length than the layout */
    public NetWeights {
        int n = layout.length();
        if (parameters.length != n || firstMoment.length != n || secondMoment.length != n) {
            throw new IllegalArgumentException(
                    parameters.length + " parameters for a network that has " + layout.length());
        }
    }

    /** Parameters before Adam's first step. */
    public static NetWeights fresh(ConvolutionLayout layout, float[] parameters) {
        return new NetWeights(layout, parameters, new float[parameters.length], new float[parameters.length], 0);
    }

    /** A copy that shares nothing. */
    NetWeights copy() {
        return new NetWeights(layout, parameters.clone(), firstMoment.clone(), secondMoment.clone(), step);
    }

    /**
     * One step of Adam as PyTorch computes it (Kingma and Ba 2015, algorithm 1), in place, for some of the convolutions.
     *
     * @param from number of the first convolution
     * @param to number after the last one
     * @param number this step's, from 1
     */
    void adam(float[] gradient, StepSettings settings, int from, int to, double learningRate, long number) {
        if (from == to) {
            return;
        }
        int begin = layout.get(from).offset();
        int end = layout.get(to - 1).offset() + layout.get(to - 1).length();
        double correction1 = 1 - StrictMath.pow(settings.beta1(), number);
        double root2 = Math.sqrt(1 - StrictMath.pow(settings.beta2(), number));
        // rate/correction1 · m / (√v/root2 + ε), multiplied through by root2.
        float rate = (float) (learningRate / correction1 * root2);
        float epsilon = (float) (settings.epsilon() * root2);
        float keep1 = (float) settings.beta1();
        float take1 = (float) (1 - settings.beta1());
        float keep2 = (float) settings.beta2();
        float take2 = (float) (1 - settings.beta2());
        for (int i = begin; i < end; i++) {
            float g = gradient[i];
            float m = keep1 * firstMoment[i] + take1 * g;
            float v = keep2 * secondMoment[i] + take2 * (g * g);
            firstMoment[i] = m;
            secondMoment[i] = v;
            parameters[i] -= rate * (m / ((float) Math.sqrt(v) + epsilon));
        }
    }
}
