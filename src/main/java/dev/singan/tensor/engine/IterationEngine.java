package dev.singan.tensor.engine;

/** An engine that makes whole iterations by itself: noise, images from the scales below and all steps, without an array of the host between them. */
public interface IterationEngine extends Engine {
    /** Opens a scale for iterations. */
    Iterations open(ScaleShape shape, StepSettings settings, IterationPlan plan);
}
