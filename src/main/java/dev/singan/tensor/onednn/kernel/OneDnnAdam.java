package dev.singan.tensor.onednn.kernel;

import dev.singan.tensor.engine.StepSettings;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Adam as PyTorch computes it: epsilon is added after the bias correction (Kingma and Ba 2015, algorithm 1). */
public final class OneDnnAdam {
    private OneDnnAdam() {}

    /**
     * One step.
     *
     * @param length number of floats, a multiple of a block
     * @param step from 1 on
     */
    public static void step(
            AlignedBuffer parameters,
            AlignedBuffer gradient,
            AlignedBuffer first,
            AlignedBuffer second,
            int length,
            StepSettings settings,
            double learningRate,
            long step) {
        double correction1 = 1 - Math.pow(settings.beta1(), step);
        double root2 = Math.sqrt(1 - Math.pow(settings.beta2(), step));
        // rate/correction1 · m / (√v/root2 + ε), multiplied through by root2.
        float rate = (float) (-learningRate / correction1 * root2);
        float epsilon = (float) (settings.epsilon() * root2);
        FloatVector keep1 = OneDnnLanes.of((float) settings.beta1());
        FloatVector take1 = OneDnnLanes.of((float) (1 - settings.beta1()));
        FloatVector keep2 = OneDnnLanes.of((float) settings.beta2());
        FloatVector take2 = OneDnnLanes.of((float) (1 - settings.beta2()));
        int width = OneDnnLanes.LENGTH * Float.BYTES;
        for (int p = 0; p < length * Float.BYTES; p += width) {
            FloatVector g = gradient.load(p);
            FloatVector m = first.load(p).mul(keep1).add(g.mul(take1));
            FloatVector v = second.load(p).mul(keep2).add(g.mul(g).mul(take2));
            first.store(p, m);
            second.store(p, v);
            FloatVector size = v.lanewise(VectorOperators.SQRT).add(epsilon);
            parameters.store(p, parameters.load(p).add(m.div(size).mul(rate)));
        }
    }
}
