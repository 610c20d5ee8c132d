package dev.singan.gan;

import dev.singan.image.FloatImage;
import dev.singan.tensor.Engine;
import dev.singan.tensor.FrozenGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * The generators of finished scales in eval mode, one after the other. Each image is enlarged and cropped to the next scale's size.
 * Not thread-safe.
 */
final class GeneratorChain implements AutoCloseable {
    private static final Noise NO_NOISE = new Noise() {
        @Override
        public float[] normal(int channels, int height, int width) {
            throw new IllegalStateException("the reconstruction draws no noise");
        }

        @Override
        public float uniform() {
            throw new IllegalStateException("the reconstruction draws no numbers");
        }
    };

    private final Pyramid pyramid;
    private final Engine engine;
    private final List<ScaleModel> models = new ArrayList<>();
    private final List<FrozenGenerator> generators = new ArrayList<>();

    GeneratorChain(Pyramid pyramid, Engine engine) {
        this.pyramid = pyramid;
        this.engine = engine;
    }

    /** Adds the next finer scale. */
    void add(ScaleModel model) {
        models.add(model);
        generators.add(engine.freeze(model.generator()));
    }

    /** Number of scales. */
    int scales() {
        return models.size();
    }

    /** A random image of the last scale; from startScale on the noise is random, below it is the reconstruction's. */
    FloatImage sample(int startScale, double scaleV, double scaleH, Noise noise) {
        int channels = models.get(0).shape().channels();
        FloatImage previous = zeros(channels, size(0, scaleV, scaleH));
        for (int k = 0; ; k++) {
            Pyramid.Size size = size(k, scaleV, scaleH);
            ScaleModel model = models.get(k);
            float[] z = k < startScale ? model.reconstructionNoise().data() : draw(k, channels, size, noise);
            float[] input = mix(model.noiseAmplitude(), z, previous.data());
            float[] out = generators.get(k).apply(size.height(), size.width(), input, previous.data());
            FloatImage image = new FloatImage(channels, size.height(), size.width(), out);
            if (k == scales() - 1) {
                return image;
            }
            previous = enlarge(image, k + 1, scaleV, scaleH);
        }
    }

    /** A random image, brought to the size of the scale above the last; zeros where there are no scales yet. */
    FloatImage randomBelow(int channels, Noise noise) {
        return models.isEmpty() ? zeros(channels, size(0, 1, 1)) : enlarge(sample(0, 1, 1, noise), scales(), 1, 1);
    }

    /** The reconstruction, brought to the size of the scale above the last; zeros where there are no scales yet. */
    FloatImage reconstructionBelow(int channels) {
        return models.isEmpty() ? zeros(channels, size(0, 1, 1)) : enlarge(reconstruction(), scales(), 1, 1);
    }

    /** The reconstruction at the last scale's size. */
    FloatImage reconstruction() {
        return sample(scales(), 1, 1, NO_NOISE);
    }

    private FloatImage enlarge(FloatImage image, int scale, double scaleV, double scaleH) {
        Pyramid.Size size = size(scale, scaleV, scaleH);
        return pyramid.enlarge(image, size.height(), size.width());
    }

    /** Rounded half to even, as Python rounds. */
    private Pyramid.Size size(int scale, double scaleV, double scaleH) {
        Pyramid.Size size = pyramid.sizes().get(scale);
        return new Pyramid.Size((int) Math.rint(size.height() * scaleV), (int) Math.rint(size.width() * scaleH));
    }

    /** The noise of a scale: at the coarsest one plane repeated over the channels, above independent channels. */
    static float[] draw(int scale, int channels, Pyramid.Size size, Noise noise) {
        if (scale > 0) {
            return noise.normal(channels, size.height(), size.width());
        }
        float[] plane = noise.normal(1, size.height(), size.width());
        float[] values = new float[channels * plane.length];
        for (int c = 0; c < channels; c++) {
            System.arraycopy(plane, 0, values, c * plane.length, plane.length);
        }
        return values;
    }

    /** amplitude x noise + previous. */
    static float[] mix(float amplitude, float[] noise, float[] previous) {
        float[] out = new float[previous.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = amplitude * noise[i] + previous[i];
        }
        return out;
    }

    static FloatImage zeros(int channels, Pyramid.Size size) {
        return new FloatImage(
                channels, size.height(), size.width(), new float[channels * size.height() * size.width()]);
    }

    @Override
    public void close() {
        generators.forEach(FrozenGenerator::close);
    }
}
