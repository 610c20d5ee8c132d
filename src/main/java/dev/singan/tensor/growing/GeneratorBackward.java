package dev.singan.tensor.growing;

import static dev.singan.tensor.growing.ConvolutionLayout.BLOCKS;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.engine.Layers;
import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.engine.Resampling;
import java.util.ArrayList;
import java.util.List;

/** The backward pass through the tail and the newest stages of a generator, for all slots. */
final class GeneratorBackward {
    private final GeneratorPlan plan;
    private final Layers layers;
    private final int oldest;
    private final Maps gradient;
    private final List<Runnable> steps = new ArrayList<>();

    /**
     * @param plan whose forward pass to go back through
     * @param oldest the oldest stage whose parameters are trained; the head's are where that is the coarsest one
     */
    GeneratorBackward(GeneratorPlan plan, int oldest) {
        this.plan = plan;
        this.oldest = oldest;
        layers = plan.layers;
        Maps output = plan.output;
        gradient = layers.maps(plan.slots, output.channels(), output.height(), output.width());
        Maps[] sums = new Maps[plan.shape.stages()];
        for (int k = oldest; k < sums.length; k++) {
            sums[k] = like(plan.sum[k]);
        }
        tail(sums[sums.length - 1]);
        for (int k = sums.length - 1; k >= oldest; k--) {
            stage(k, sums);
        }
    }

    private Maps like(Maps maps) {
        return layers.maps(plan.slots, maps.channels(), maps.height(), maps.width());
    }

    private void tail(Maps last) {
        Maps bordered = like(plan.tailInput);
        steps.add(layers.weightGradient(plan.tailInput, 0, gradient, 0, plan.slots, plan.tail()));
        steps.add(layers.biasGradient(gradient, 0, plan.slots, plan.tail()));
        steps.add(layers.inputGradient(gradient, 0, plan.slots, plan.tail(), bordered, 0));
        Resampling rows = Resampling.padding(last.height(), 1).transposed();
        Resampling columns = Resampling.padding(last.width(), 1).transposed();
        for (int s = 0; s < plan.slots; s++) {
            steps.add(layers.resample(bordered, s, rows, columns, null, last, s));
        }
    }

    private void stage(int k, Maps[] sums) {
        Maps above = sums[k];
        for (int b = BLOCKS - 1; b >= 0; b--) {
            Maps out = like(plan.activation[k][b]);
            through(above, plan.activation[k][b], out);
            Maps in = b == 0 ? plan.input[k] : plan.activation[k][b - 1];
            parameters(in, out, plan.filter(k, b));
            if (b > 0 || k > oldest || k == 0) {
                above = like(in);
                steps.add(layers.inputGradient(out, 0, plan.slots, plan.filter(k, b), above, 0));
            }
        }
        if (k > oldest) {
            below(k, above, sums);
        } else if (k == 0) {
            head(above);
        }
    }

    private void through(Maps from, Maps activation, Maps to) {
        for (int s = 0; s < plan.slots; s++) {
            steps.add(layers.throughLeaky(from, s, activation, s, to, s));
        }
    }

    private void parameters(Maps in, Maps out, Filter filter) {
        steps.add(layers.weightGradient(in, 0, out, 0, plan.slots, filter));
        steps.add(layers.biasGradient(out, 0, plan.slots, filter));
    }

    /** To the maps of the stage below, by way of the stage's input and past the stage. */
    private void below(int k, Maps input, Maps[] sums) {
        Resampling rowsIn = plan.rowsIn(k).transposed();
        Resampling columnsIn = plan.columnsIn(k).transposed();
        Resampling rowsPast = plan.rowsPast(k).transposed();
        Resampling columnsPast = plan.columnsPast(k).transposed();
        for (int s = 0; s < plan.slots; s++) {
            steps.add(layers.resample(input, s, rowsIn, columnsIn, null, sums[k - 1], s));
            steps.add(layers.resample(sums[k], s, rowsPast, columnsPast, sums[k - 1], sums[k - 1], s));
        }
    }

    private void head(Maps input) {
        Maps out = like(plan.head);
        Resampling rows = plan.rowsIn(0).transposed();
        Resampling columns = plan.columnsIn(0).transposed();
        for (int s = 0; s < plan.slots; s++) {
            steps.add(layers.resample(input, s, rows, columns, null, out, s));
        }
        through(out, plan.head, out);
        parameters(plan.image, out, plan.filters.get(0));
    }

    /** Sets the gradient at a slot's image before the hyperbolic tangent. */
    void set(int slot, float[] values) {
        gradient.write(slot, values, 0);
    }

    /** Goes back, and puts the gradients of the trained parameters into an array. */
    void run(float[] to) {
        steps.forEach(Runnable::run);
        ConvolutionLayout layout = plan.layout;
        for (int i = first(); i < layout.size(); i++) {
            plan.filters.get(i).gradient(to, layout.get(i).offset());
        }
        if (oldest == 0) {
            plan.filters.get(0).gradient(to, 0);
        }
    }

    /** The first trained convolution after the head. */
    private int first() {
        return plan.layout.first(oldest);
    }
}
