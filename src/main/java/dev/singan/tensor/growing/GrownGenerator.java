package dev.singan.tensor.growing;

import dev.singan.tensor.engine.Layers;
import java.util.ArrayList;
import java.util.List;

/** A generator that makes images of one set of sizes. Not thread-safe. */
public final class GrownGenerator implements AutoCloseable {
    private final Layers layers;
    private final GeneratorPlan plan;
    private final List<Runnable> steps = new ArrayList<>();

    /**
     * @param layers what computes; closed with this
     * @param shape the sizes of all stages; they need not be those of training
     */
    public GrownGenerator(Layers layers, GrowingShape shape, NetWeights weights) {
        this.layers = layers;
        plan = new GeneratorPlan(layers, shape, 1);
        plan.set(weights.parameters(), 0);
        steps.addAll(plan.forward(0, shape.stages(), 0, 1));
        steps.addAll(plan.tail(0, 1));
    }

    /** The sizes. */
    public GrowingShape shape() {
        return plan.shape;
    }

    /**
     * An image, in (-1, 1).
     *
     * @param noise per stage amplitude x noise, {@link GrowingShape#noiseLength} values
     */
    public float[] apply(List<float[]> noise) {
        for (int k = 0; k < noise.size(); k++) {
            plan.noise(k, 0, noise.get(k));
        }
        steps.forEach(Runnable::run);
        return plan.result(0);
    }

    @Override
    public void close() {
        layers.close();
    }
}
