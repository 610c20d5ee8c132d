package dev.singan.gan.use;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.gan.model.Crop;
import dev.singan.gan.model.GeneratorChain;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Pyramid;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StreamNoise;
import dev.singan.gan.train.PaintTraining;
import dev.singan.image.Bicubic;
import dev.singan.image.ColorQuantizer;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import org.hipparchus.util.FastMath;

/**
 * What a SinGAN makes of an image that enters it at a scale, in place of the scales below (section 4 of the paper): harmonisation
 * ({@code harmonization.py} of the official code), editing ({@code editing.py}) and paint to image ({@code paint2image.py}). An image of
 * another size than the training image's is first resized to it, as the official code does.
 */
public final class Injection {
    private static final int HARMONIZATION_RADIUS = 7;
    private static final int EDITING_RADIUS = 20;

    private Injection() {}

    /**
     * Fits an object that was pasted into the training image to its surroundings.
     *
     * @param reference the training image with the object, in [-1, 1]
     * @param mask not zero where the object is; of the reference's size; it is dilated by 7 pixels and blurred
     * @return the training image with the changed object, in [-1, 1]
     * @throws UserException where the mask has another size or is empty, channels differ, or there is no such scale
     */
    public static FloatImage harmonize(Singan singan, FloatImage reference, GrayImage mask, InjectionRequest request) {
        float[] weights = weights(singan, reference, mask, HARMONIZATION_RADIUS);
        return blend(singan.model().real(), inject(singan, reference, request), weights);
    }

    /**
     * What comes of editing.
     *
     * @param whole the answer of the SinGAN, everywhere, in [-1, 1]
     * @param masked the answer where the mask is, the training image elsewhere, in [-1, 1]
     */
    public record Edited(FloatImage whole, FloatImage masked) {}

    /**
     * Makes a natural image of one in which regions were moved or copied.
     *
     * @param reference the edited training image, in [-1, 1]
     * @param mask not zero where it was edited; of the reference's size; it is dilated by 20 pixels and blurred
     * @throws UserException as in {@link #harmonize}
     */
    public static Edited edit(Singan singan, FloatImage reference, GrayImage mask, InjectionRequest request) {
        float[] weights = weights(singan, reference, mask, EDITING_RADIUS);
        FloatImage whole = inject(singan, reference, request);
        return new Edited(Singan.clamp(whole), blend(singan.model().real(), whole, weights));
    }

    /**
     * Makes a picture of a painting.
     *
     * @param painting a sketch in colours of the training image, in [-1, 1]
     * @throws UserException where channels differ, or there is no such scale
     */
    public static FloatImage paint(Singan singan, FloatImage painting, InjectionRequest request) {
        return Singan.clamp(inject(singan, painting, request));
    }

    /**
     * Makes a picture of a painting with a SinGAN whose start scale was trained anew on few colours ({@link PaintTraining}).
     *
     * @param colors the colours it was trained on; the painting is brought to them. Else as in {@link #paint}
     */
    public static FloatImage paint(
            Singan singan, FloatImage painting, ColorQuantizer colors, InjectionRequest request) {
        singan.checkScale(request.startScale(), 1);
        int n = request.startScale();
        Pyramid pyramid = singan.model().pyramid();
        FloatImage quantized = colors.quantize(fit(singan, painting));
        FloatImage input = Bicubic.official(quantized, FastMath.pow(pyramid.factor(), pyramid.scales() - 1 - n));
        return Singan.clamp(singan.chain().inject(n, crop(pyramid, input, n), noise(singan, request)));
    }

    private static FloatImage inject(Singan singan, FloatImage reference, InjectionRequest request) {
        return inject(singan, reference, request.startScale(), noise(singan, request));
    }

    private static Noise noise(Singan singan, InjectionRequest request) {
        String name = singan.model().description().name();
        return new StreamNoise(new Seeds(request.seed()).stream("injection/" + name));
    }

    /** The SinGAN's answer, not clamped. The image loses the detail of the start scale on its way through the one below. */
    static FloatImage inject(Singan singan, FloatImage reference, int startScale, Noise noise) {
        GeneratorChain chain = singan.chain();
        singan.checkScale(startScale, 1);
        Pyramid pyramid = singan.model().pyramid();
        FloatImage fitted = fit(singan, reference);
        FloatImage small = Bicubic.official(fitted, FastMath.pow(pyramid.factor(), pyramid.scales() - startScale));
        FloatImage input = chain.enlarge(crop(pyramid, small, startScale - 1), startScale);
        return chain.inject(startScale, input, noise);
    }

    private static FloatImage crop(Pyramid pyramid, FloatImage image, int scale) {
        Pyramid.Size size = pyramid.sizes().get(scale);
        return Crop.topLeft(image, size.height(), size.width());
    }

    private static FloatImage fit(Singan singan, FloatImage reference) {
        FloatImage real = singan.model().real();
        if (reference.channels() != real.channels()) {
            throw new UserException("the image has " + reference.channels() + " channels, but the SinGAN "
                    + singan.label() + " was trained on " + real.channels()
                    + ": read it in as many, or train with -Dsingan.channels=" + reference.channels());
        }
        return reference.height() == real.height() && reference.width() == real.width()
                ? reference
                : Bicubic.official(reference, real.height(), real.width());
    }

    static float[] weights(Singan singan, FloatImage reference, GrayImage mask, int radius) {
        if (mask.width() != reference.width() || mask.height() != reference.height()) {
            throw new UserException("singan.mask has " + mask.width() + "x" + mask.height()
                    + " pixels, but singan.reference has " + reference.width() + "x" + reference.height()
                    + ": give a mask of the reference's size");
        }
        FloatImage real = singan.model().real();
        FloatImage levels = FloatImage.of(mask, 1);
        boolean same = mask.width() == real.width() && mask.height() == real.height();
        return BlendMask.of(same ? levels : Bicubic.official(levels, real.height(), real.width()), radius);
    }

    static FloatImage blend(FloatImage real, FloatImage made, float[] weights) {
        float[] data = new float[real.data().length];
        for (int i = 0; i < data.length; i++) {
            float w = weights[i % weights.length];
            data[i] = (1 - w) * real.data()[i] + w * made.data()[i];
        }
        return Singan.clamp(new FloatImage(real.channels(), real.height(), real.width(), data));
    }
}
