package dev.singan.gan.use;

import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.gan.config.Purpose;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.Generators;
import dev.singan.gan.model.Noise;
import dev.singan.gan.model.Singan;
import dev.singan.gan.model.StreamNoise;
import dev.singan.image.FloatImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Animates a training image (section 4 of the paper, {@code animation.py} of the official code): in each scale, the noise of frame t is
 * z(t) = alpha x z_rec + (1 - alpha) x (z(t-1) + beta x (z(t-1) - z(t-2)) + (1 - beta) x n), with n drawn anew, z(-1) = 0.95 z_rec + 0.05 n
 * (0.99 and 0.01 for a ConSinGAN) and z(-2) = z_rec. The noise reaches into the border around the generators' input, so that a SinGAN trained for
 * {@link Purpose#ANIMATION} serves best.
 */
public final class Animation {
    private static final int MIN_SIZE = 20;

    private Animation() {}

    /** Takes the frames as they are made. */
    @FunctionalInterface
    public interface FrameSink {
        /**
         * Takes a frame.
         *
         * @param number from 0
         * @param frame in [-1, 1] (clamped)
         */
        void frame(int number, FloatImage frame) throws IOException;
    }

    /** How a SinGAN is trained for animation: with noise around the generators' input, and 20 pixels at the coarsest scale. */
    public static SinganConfig config(SinganConfig base) {
        return base.withPyramid(p -> p.withMinSize(MIN_SIZE)).withPurpose(Purpose.ANIMATION);
    }

    /**
     * Makes the frames one after the other.
     *
     * @throws dev.singan.base.UserException where the model has no such start scale
     */
    public static void run(Singan singan, AnimationRequest request, FrameSink sink, Progress progress)
            throws IOException {
        Seeds seeds = new Seeds(request.seed());
        String name = singan.model().description().name();
        run(singan, request, k -> new StreamNoise(seeds.stream("animation/" + name + "/scale-" + k)), sink, progress);
    }

    static void run(
            Singan singan, AnimationRequest request, IntFunction<Noise> noises, FrameSink sink, Progress progress)
            throws IOException {
        singan.checkScale(request.startScale(), 0);
        Generators generators = singan.generators();
        List<Walk> walks = new ArrayList<>();
        for (int k = 0; k < generators.scales(); k++) {
            walks.add(new Walk(generators, k, request, noises.apply(k)));
        }
        for (int i = 0; i < request.frames(); i++) {
            progress.checkCancelled();
            sink.frame(
                    i,
                    Singan.clamp(generators.image(walks.stream().map(Walk::next).toList())));
            progress.advance("animation", i + 1, request.frames());
        }
    }

    /** The noise of a scale, border included, from frame to frame. */
    static final class Walk {
        private final Generators generators;
        private final AnimationRequest request;
        private final int scale;
        private final Noise noise;
        private final FloatImage origin;
        private float[] last;
        private float[] beforeLast;

        Walk(Generators generators, int scale, AnimationRequest request, Noise noise) {
            this.generators = generators;
            this.request = request;
            this.scale = scale;
            this.noise = noise;
            origin = generators.origin(scale);
            beforeLast = origin.data();
            last = origin.data().clone();
            float first = generators.firstStep();
            if (moves()) {
                float[] n = draw();
                for (int i = 0; i < last.length; i++) {
                    last[i] = (1 - first) * last[i] + first * n[i];
                }
            }
        }

        private boolean moves() {
            return scale >= request.startScale();
        }

        private float[] draw() {
            return generators.draw(scale, noise);
        }

        /** The noise of the next frame. */
        float[] next() {
            if (!moves()) {
                return origin.data();
            }
            float alpha = (float) request.alpha();
            float beta = (float) request.beta();
            float[] n = draw();
            float[] z = new float[last.length];
            for (int i = 0; i < z.length; i++) {
                float step = beta * (last[i] - beforeLast[i]) + (1 - beta) * n[i];
                z[i] = alpha * origin.data()[i] + (1 - alpha) * (last[i] + step);
            }
            beforeLast = last;
            last = z;
            return z;
        }
    }
}
