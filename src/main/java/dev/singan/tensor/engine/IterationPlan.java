package dev.singan.tensor.engine;

import dev.singan.image.Bicubic;
import dev.singan.tensor.CounterRandom;
import java.util.List;

/**
 * What an iteration of a scale does, in the order in which it takes random numbers: new noise of the reconstruction, where it is drawn anew; the scale's
 * noise; then for each critic step the noises of the scales below, coarsest first, and the mixing weight. A draw of n normal values takes
 * {@link CounterRandom#blocks} blocks, in the order channel, row, column; at the coarsest scale one plane is drawn for all channels.
 *
 * @param criticSteps each with a fake of its own
 * @param generatorSteps steps of the generator
 * @param mode what they go back through
 * @param newReconstruction whether the noise of the reconstruction is drawn anew in each iteration (at the coarsest scale only)
 * @param noiseAmplitude of the scale
 * @param noiseKey key of the random numbers
 * @param below the scales below, coarsest first
 */
public record IterationPlan(
        int criticSteps,
        int generatorSteps,
        GeneratorSteps mode,
        boolean newReconstruction,
        float noiseAmplitude,
        long noiseKey,
        List<Lower> below) {
    public IterationPlan {
        below = List.copyOf(below);
    }

    /**
     * A finished scale.
     *
     * @param generator its generator
     * @param noiseAmplitude what its noise is multiplied by
     * @param height rows of its images
     * @param width columns of its images
     * @param rows how the rows of the next scale's images are made of its own ({@link Bicubic#official(dev.singan.image.FloatImage, double)})
     * @param columns how the columns are
     */
    public record Lower(
            NetState generator, float noiseAmplitude, int height, int width, Bicubic.Axis rows, Bicubic.Axis columns) {}

    /** Normal values of the scale's noise: at the coarsest scale of one channel. */
    public long noiseLength(ScaleShape shape) {
        long plane = (long) shape.height() * shape.width();
        return below.isEmpty() ? plane : plane * shape.channels();
    }

    /** Normal values of a lower scale's noise. */
    public long noiseLength(int lower) {
        Lower scale = below.get(lower);
        long plane = (long) scale.height() * scale.width();
        return lower == 0 ? plane : plane * scale.generator().layout().channels();
    }

    /** The first block of the scale's noise in an iteration. */
    public long noiseBlock(ScaleShape shape) {
        return newReconstruction ? CounterRandom.blocks(noiseLength(shape)) : 0;
    }

    /** The first block of a lower scale's noise in an iteration's first critic step; with the number of scales, that of the mixing weight. */
    public long block(ScaleShape shape, int lower) {
        long sum = noiseBlock(shape) + CounterRandom.blocks(noiseLength(shape));
        for (int k = 0; k < lower; k++) {
            sum += CounterRandom.blocks(noiseLength(k));
        }
        return sum;
    }

    /** Blocks from one critic step to the next. */
    public long blocksPerStep(ScaleShape shape) {
        return block(shape, below.size()) - block(shape, 0) + 1;
    }

    /** Blocks of an iteration. */
    public long blocks(ScaleShape shape) {
        return block(shape, 0) + criticSteps * blocksPerStep(shape);
    }
}
