package dev.singan.gan.model;

import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import dev.singan.tensor.engine.Engine;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.IterationPlan;
import dev.singan.tensor.engine.ScaleShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generators of finished scales in eval mode, one after the other. Each image is enlarged and cropped to the next scale's size.
 * Not thread-safe.
 */
public final class GeneratorChain implements Generators {
    /** As in the official {@code animation.py}. */
    private static final float FIRST_STEP = 0.05f;

    private final Pyramid pyramid;
    private final Engine engine;
    private final List<ScaleModel> models = new ArrayList<>();
    private final List<FrozenGenerator> generators = new ArrayList<>();

    public GeneratorChain(Pyramid pyramid, Engine engine) {
        this.pyramid = pyramid;
        this.engine = engine;
    }

    /** Adds the next finer scale. */
    public void add(ScaleModel model) {
        models.add(model);
        generators.add(engine.freeze(model.generator()));
    }

    @Override
    public int scales() {
        return models.size();
    }

    @Override
    public FloatImage sample(int startScale, double scaleV, double scaleH, Noise noise) {
        int channels = models.get(0).shape().channels();
        return run(0, zeros(channels, size(0, scaleV, scaleH)), startScale, scaleV, scaleH, noise);
    }

    /** An image of the last scale that grows out of one of a scale's size, which takes the place of the scales below. */
    public FloatImage inject(int scale, FloatImage image, Noise noise) {
        return run(scale, image, scale, 1, 1, noise);
    }

    private FloatImage run(
            int first, FloatImage input, int startScale, double scaleV, double scaleH, @Nullable Noise noise) {
        FloatImage previous = input;
        for (int k = first; ; k++) {
            ScaleModel model = models.get(k);
            float[] z = k < startScale || noise == null
                    ? model.reconstructionNoise().data()
                    : draw(k, model.shape().channels(), noiseSize(model, size(k, scaleV, scaleH)), noise);
            FloatImage image = apply(k, previous, z);
            if (k == scales() - 1) {
                return image;
            }
            previous = enlarge(image, k + 1, scaleV, scaleH);
        }
    }

    private static Pyramid.Size noiseSize(ScaleModel model, Pyramid.Size size) {
        return model.noisePadding() ? padded(size) : size;
    }

    /** A size with the generator's border on each side. */
    public static Pyramid.Size padded(Pyramid.Size size) {
        return new Pyramid.Size(size.height() + 2 * ScaleShape.PADDING, size.width() + 2 * ScaleShape.PADDING);
    }

    /**
     * The generator of a scale: its answer to amplitude x noise + previous, added to previous.
     *
     * @param previous what comes from the scales below, at any size
     * @param z noise of that size, bordered by zeros, or of the padded size
     */
    public FloatImage apply(int scale, FloatImage previous, float[] z) {
        float amplitude = models.get(scale).noiseAmplitude();
        if (z.length == previous.data().length) {
            return image(scale, previous, mix(amplitude, z, previous.data()));
        }
        // The engine adds a border of zeros of its own; the convolutions do not carry it as far as the middle that is
        // kept.
        FloatImage bordered = Crop.pad(previous, ScaleShape.PADDING);
        return Crop.middle(image(scale, bordered, mix(amplitude, z, bordered.data())), ScaleShape.PADDING);
    }

    private FloatImage image(int scale, FloatImage previous, float[] input) {
        float[] out = generators.get(scale).apply(previous.height(), previous.width(), input, previous.data());
        return new FloatImage(previous.channels(), previous.height(), previous.width(), out);
    }

    /** A trained scale. */
    public ScaleModel model(int scale) {
        return models.get(scale);
    }

    /** A random image, brought to the size of the scale above the last; zeros where there are no scales yet. */
    public FloatImage randomBelow(int channels, Noise noise) {
        return models.isEmpty() ? zeros(channels, size(0, 1, 1)) : enlarge(sample(0, 1, 1, noise), scales(), 1, 1);
    }

    /** The reconstruction, brought to the size of the scale above the last; zeros where there are no scales yet. */
    public FloatImage reconstructionBelow(int channels) {
        return models.isEmpty() ? zeros(channels, size(0, 1, 1)) : enlarge(reconstruction(), scales(), 1, 1);
    }

    /** The scales for an engine that makes whole iterations; nothing where their images need more than enlarging and cropping. */
    public Optional<List<IterationPlan.Lower>> lower() {
        List<IterationPlan.Lower> lower = new ArrayList<>();
        double scale = 1 / pyramid.factor();
        for (int k = 0; k < scales(); k++) {
            Pyramid.Size size = pyramid.sizes().get(k);
            Pyramid.Size next = pyramid.sizes().get(k + 1);
            if (models.get(k).noisePadding()
                    || next.height() > Math.ceil(size.height() * scale)
                    || next.width() > Math.ceil(size.width() * scale)) {
                return Optional.empty();
            }
            lower.add(new IterationPlan.Lower(
                    models.get(k).generator(),
                    models.get(k).noiseAmplitude(),
                    size.height(),
                    size.width(),
                    Bicubic.officialAxis(size.height(), next.height(), scale),
                    Bicubic.officialAxis(size.width(), next.width(), scale)));
        }
        return Optional.of(lower);
    }

    @Override
    public FloatImage reconstruction() {
        return run(0, zeros(models.get(0).shape().channels(), size(0, 1, 1)), scales(), 1, 1, null);
    }

    @Override
    public FloatImage origin(int scale) {
        FloatImage z = models.get(scale).reconstructionNoise();
        return models.get(scale).noisePadding() ? z : Crop.pad(z, ScaleShape.PADDING);
    }

    @Override
    public float[] draw(int scale, Noise noise) {
        FloatImage origin = origin(scale);
        return draw(scale, origin.channels(), new Pyramid.Size(origin.height(), origin.width()), noise);
    }

    @Override
    public float firstStep() {
        return FIRST_STEP;
    }

    @Override
    public FloatImage image(List<float[]> noises) {
        ScaleShape shape = models.get(0).shape();
        FloatImage image = zeros(shape.channels(), new Pyramid.Size(shape.height(), shape.width()));
        for (int k = 0; k < scales(); k++) {
            image = apply(k, k == 0 ? image : enlarge(image, k), noises.get(k));
        }
        return image;
    }

    /** An image of a scale brought to the next one's size. */
    public FloatImage enlarge(FloatImage image, int scale) {
        return enlarge(image, scale, 1, 1);
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
    public static float[] draw(int scale, int channels, Pyramid.Size size, Noise noise) {
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
    public static float[] mix(float amplitude, float[] noise, float[] previous) {
        if (noise.length != previous.length) {
            throw new IllegalArgumentException(noise.length + " values of noise for " + previous.length);
        }
        float[] out = new float[previous.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.fma(amplitude, noise[i], previous[i]);
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
