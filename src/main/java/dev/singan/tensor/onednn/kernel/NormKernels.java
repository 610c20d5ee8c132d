package dev.singan.tensor.onednn.kernel;

import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Batch norm with LeakyReLU, forward and backward, for the lanes that begin at channel {@code c} of one image.
 *
 * <p>Notation: z the convolution's output, x̂ = (z − mean)/σ, r = 1/σ, bars for means over the positions.
 */
public final class NormKernels {
    private NormKernels() {}

    /** Finds mean, variance, scale and shift of z. */
    public static void measure(Plane z, OneDnnBatchStatistics norm, float[] gamma, float[] beta, int c) {
        AlignedBuffer data = z.data();
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        // Sums are taken of z minus a guess of its mean, lest the squares cancel.
        FloatVector guess = guess(data, begin, Math.min(end, begin + OneDnnLanes.CHUNK));
        FloatVector sum = OneDnnLanes.zero();
        FloatVector squares = OneDnnLanes.zero();
        for (int chunk = begin; chunk < end; chunk += OneDnnLanes.CHUNK) {
            int stop = Math.min(end, chunk + OneDnnLanes.CHUNK);
            FloatVector s0 = OneDnnLanes.zero();
            FloatVector s1 = OneDnnLanes.zero();
            FloatVector q0 = OneDnnLanes.zero();
            FloatVector q1 = OneDnnLanes.zero();
            int p = chunk;
            for (; p + OneDnnLanes.STRIDE < stop; p += 2 * OneDnnLanes.STRIDE) {
                FloatVector x = data.load(p).sub(guess);
                FloatVector y = data.load(p + OneDnnLanes.STRIDE).sub(guess);
                s0 = s0.add(x);
                s1 = s1.add(y);
                q0 = x.fma(x, q0);
                q1 = y.fma(y, q1);
            }
            if (p < stop) {
                FloatVector x = data.load(p).sub(guess);
                s0 = s0.add(x);
                q0 = x.fma(x, q0);
            }
            sum = sum.add(s0.add(s1));
            squares = squares.add(q0.add(q1));
        }
        FloatVector offset = sum.div(z.positions());
        FloatVector variance =
                squares.div(z.positions()).sub(offset.mul(offset)).max(0f);
        FloatVector mean = offset.add(guess);
        FloatVector inverse = OneDnnLanes.of(1f)
                .div(variance.add(OneDnnBatchStatistics.EPSILON).lanewise(VectorOperators.SQRT));
        FloatVector scale = OneDnnLanes.of(gamma, c).mul(inverse);
        mean.intoArray(norm.mean, c);
        variance.intoArray(norm.variance, c);
        inverse.intoArray(norm.inverse, c);
        scale.intoArray(norm.scale, c);
        OneDnnLanes.of(beta, c).sub(mean.mul(scale)).intoArray(norm.shift, c);
    }

    private static FloatVector guess(AlignedBuffer data, int begin, int end) {
        FloatVector sum = OneDnnLanes.zero();
        for (int p = begin; p < end; p += OneDnnLanes.STRIDE) {
            sum = sum.add(data.load(p));
        }
        return sum.div((end - begin) / OneDnnLanes.STRIDE);
    }

    /** a = LeakyReLU(z·scale + shift). */
    public static void activate(Plane z, Plane a, OneDnnBatchStatistics norm, int c) {
        AlignedBuffer from = z.data();
        AlignedBuffer to = a.data();
        FloatVector scale = OneDnnLanes.of(norm.scale, c);
        FloatVector shift = OneDnnLanes.of(norm.shift, c);
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        int other = a.offset() - begin;
        for (int p = begin; p < end; p += OneDnnLanes.STRIDE) {
            FloatVector y = from.load(p).fma(scale, shift);
            to.store(p + other, y.max(y.mul(OneDnnLanes.SLOPE)));
        }
    }

    /**
     * Means of g and of g·x̂, where g = factor · LeakyReLU′ · da is the gradient at the batch norm's output.
     *
     * @param mean0 takes the mean of g
     * @param mean1 takes the mean of g·x̂
     */
    public static void gradientMeans(
            Plane da, Plane z, OneDnnBatchStatistics norm, float factor, float[] mean0, float[] mean1, int c) {
        AlignedBuffer gradients = da.data();
        AlignedBuffer values = z.data();
        FloatVector scale = OneDnnLanes.of(norm.scale, c);
        FloatVector shift = OneDnnLanes.of(norm.shift, c);
        FloatVector above = OneDnnLanes.of(factor);
        FloatVector below = OneDnnLanes.of(factor * OneDnnLanes.SLOPE);
        FloatVector mean = OneDnnLanes.of(norm.mean, c);
        FloatVector sum = OneDnnLanes.zero();
        FloatVector products = OneDnnLanes.zero();
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        int other = da.offset() - begin;
        for (int chunk = begin; chunk < end; chunk += OneDnnLanes.CHUNK) {
            int stop = Math.min(end, chunk + OneDnnLanes.CHUNK);
            FloatVector s0 = OneDnnLanes.zero();
            FloatVector s1 = OneDnnLanes.zero();
            FloatVector t0 = OneDnnLanes.zero();
            FloatVector t1 = OneDnnLanes.zero();
            int p = chunk;
            for (; p + OneDnnLanes.STRIDE < stop; p += 2 * OneDnnLanes.STRIDE) {
                int q = p + OneDnnLanes.STRIDE;
                FloatVector z0 = values.load(p);
                FloatVector z1 = values.load(q);
                FloatVector g0 = gradients.load(p + other).mul(OneDnnLanes.slope(z0, scale, shift, below, above));
                FloatVector g1 = gradients.load(q + other).mul(OneDnnLanes.slope(z1, scale, shift, below, above));
                s0 = s0.add(g0);
                s1 = s1.add(g1);
                t0 = z0.sub(mean).fma(g0, t0);
                t1 = z1.sub(mean).fma(g1, t1);
            }
            if (p < stop) {
                FloatVector z0 = values.load(p);
                FloatVector g0 = gradients.load(p + other).mul(OneDnnLanes.slope(z0, scale, shift, below, above));
                s0 = s0.add(g0);
                t0 = z0.sub(mean).fma(g0, t0);
            }
            sum = sum.add(s0.add(s1));
            products = products.add(t0.add(t1));
        }
        sum.div(z.positions()).intoArray(mean0, c);
        products.mul(OneDnnLanes.of(norm.inverse, c)).div(z.positions()).intoArray(mean1, c);
    }

    /**
     * The gradient at z: γr(g − mean0 − x̂·mean1), where g = factor · LeakyReLU′ · da.
     *
     * @param gamma as it is now, which need not be that of the forward pass
     */
    public static void inputGradient(
            Plane da,
            Plane z,
            Plane out,
            OneDnnBatchStatistics norm,
            float[] gamma,
            float factor,
            float[] mean0,
            float[] mean1,
            int c) {
        AlignedBuffer gradients = da.data();
        AlignedBuffer values = z.data();
        AlignedBuffer to = out.data();
        FloatVector scale = OneDnnLanes.of(norm.scale, c);
        FloatVector shift = OneDnnLanes.of(norm.shift, c);
        FloatVector inverse = OneDnnLanes.of(norm.inverse, c);
        FloatVector gr = OneDnnLanes.of(gamma, c).mul(inverse);
        FloatVector above = gr.mul(factor);
        FloatVector below = above.mul(OneDnnLanes.SLOPE);
        FloatVector byZ = gr.mul(inverse).mul(OneDnnLanes.of(mean1, c)).neg();
        FloatVector constant = gr.mul(OneDnnLanes.of(mean0, c)).neg().sub(byZ.mul(OneDnnLanes.of(norm.mean, c)));
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        int fromOther = da.offset() - begin;
        int toOther = out.offset() - begin;
        for (int p = begin; p < end; p += OneDnnLanes.STRIDE) {
            FloatVector x = values.load(p);
            FloatVector g = gradients.load(p + fromOther);
            to.store(p + toOther, g.fma(OneDnnLanes.slope(x, scale, shift, below, above), x.fma(byZ, constant)));
        }
    }
}
