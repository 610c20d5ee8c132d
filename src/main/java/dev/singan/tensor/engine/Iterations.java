package dev.singan.tensor.engine;

import java.util.List;

/**
 * The networks of one scale, trained iteration by iteration as an {@link IterationPlan} says. The single steps of a {@link StepEngine} are there, too;
 * both compute the same bits.
 */
public interface Iterations extends StepEngine {
    /** The most iterations of one call. */
    int most();

    /**
     * Makes iterations, and waits for them.
     *
     * @param learningRates of each of them, at most {@link #most}
     * @param block the first block of random numbers of the first of them; each takes {@link IterationPlan#blocks}
     * @return the losses of each one's last critic and generator step
     */
    List<Losses> iterate(double[] learningRates, long block);

    /**
     * The losses of an iteration.
     *
     * @param critic of its last critic step
     * @param generator of its last generator step
     */
    record Losses(CriticLosses critic, GeneratorLosses generator) {}
}
