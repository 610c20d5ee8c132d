package dev.singan.gan.model;

import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.growing.GrowingShape;
import dev.singan.tensor.growing.GrownGenerator;
import dev.singan.tensor.growing.NetWeights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The generator of a ConSinGAN; its buffers are made again where another size is asked for. */
public final class StageGenerators implements Generators {
    /** As in the reference implementation's {@code generate_gif}. */
    private static final float FIRST_STEP = 0.01f;

    private final Engine engine;
    private final double slope;
    private final Pyramid pyramid;
    private final int channels;
    private final int filters;
    private final NetWeights weights;
    private final List<TrainedConsingan.Stage> stages;
    private @Nullable GrownGenerator generator;

    public StageGenerators(
            Engine engine, double slope, Pyramid pyramid, NetWeights weights, List<TrainedConsingan.Stage> stages) {
        this.engine = engine;
        this.slope = slope;
        this.pyramid = pyramid;
        this.weights = weights;
        this.stages = List.copyOf(stages);
        channels = weights.layout().get(0).inputs();
        filters = weights.layout().get(0).outputs();
    }

    @Override
    public int scales() {
        return stages.size();
    }

    private GrowingShape shape(double scaleV, double scaleH) {
        return shape(pyramid.sizes().subList(0, scales()), channels, filters, scaleV, scaleH);
    }

    /** Sizes are rounded half to even, as Python rounds. */
    public static GrowingShape shape(
            List<Pyramid.Size> sizes, int channels, int filters, double scaleV, double scaleH) {
        return new GrowingShape(
                channels,
                filters,
                sizes.stream()
                        .map(s -> new GrowingShape.Size(
                                (int) Math.rint(s.height() * scaleV), (int) Math.rint(s.width() * scaleH)))
                        .toList());
    }

    private GrownGenerator at(GrowingShape shape) {
        GrownGenerator known = generator;
        if (known == null || !known.shape().equals(shape)) {
            close();
            known = new GrownGenerator(engine.layers(slope), shape, weights);
            generator = known;
        }
        return known;
    }

    @Override
    public FloatImage sample(int startScale, double scaleV, double scaleH, Noise noise) {
        GrowingShape shape = shape(scaleV, scaleH);
        List<float[]> noises = new ArrayList<>();
        for (int k = 0; k < scales(); k++) {
            noises.add(
                    k < startScale
                            ? stages.get(k).reconstructionNoise().data()
                            : noise.normal(shape.noiseChannels(k), shape.noiseHeight(k), shape.noiseWidth(k)));
        }
        return image(shape, noises);
    }

    private FloatImage image(GrowingShape shape, List<float[]> noises) {
        List<float[]> entering = new ArrayList<>();
        for (int k = 0; k < scales(); k++) {
            entering.add(scaled(noises.get(k), stages.get(k).noiseAmplitude()));
        }
        int last = scales() - 1;
        return new FloatImage(
                channels, shape.height(last), shape.width(last), at(shape).apply(entering));
    }

    /** amplitude x noise. */
    public static float[] scaled(float[] noise, float amplitude) {
        float[] scaled = new float[noise.length];
        for (int i = 0; i < noise.length; i++) {
            scaled[i] = amplitude * noise[i];
        }
        return scaled;
    }

    @Override
    public FloatImage reconstruction() {
        return image(
                shape(1, 1),
                stages.stream().map(s -> s.reconstructionNoise().data()).toList());
    }

    @Override
    public FloatImage origin(int scale) {
        return stages.get(scale).reconstructionNoise();
    }

    @Override
    public float[] draw(int scale, Noise noise) {
        FloatImage origin = origin(scale);
        return noise.normal(origin.channels(), origin.height(), origin.width());
    }

    @Override
    public float firstStep() {
        return FIRST_STEP;
    }

    @Override
    public FloatImage image(List<float[]> noises) {
        return image(shape(1, 1), noises);
    }

    @Override
    public void close() {
        if (generator != null) {
            generator.close();
            generator = null;
        }
    }
}
