package dev.singan.tensor.onednn.kernel;

import dev.singan.tensor.onednn.kernel.BlockedMap.Plane;
import jdk.incubator.vector.FloatVector;

/**
 * The double backward through batch norm and LeakyReLU that the gradient penalty needs, for the lanes that begin at channel
 * {@code c}.
 *
 * <p>Notation as in {@link NormKernels}; g = LeakyReLU′ · da is the gradient at the batch norm's output in the inner backward pass,
 * v the adjoint of the inner gradient at z, bars for means over the M positions. With B = mean(v·x̂), C = mean(g·x̂) and
 * A/M = mean(v·g) − v̄ḡ, the adjoints are
 *
 * <ul>
 *   <li>of g: γr(v − v̄ − x̂B), which times LeakyReLU′ goes on to the next layer ({@link #adjoint});
 *   <li>of γ: rM(A/M − BC);
 *   <li>of z: −γr²[C(v − v̄) + B(g − ḡ) + (A/M − 3BC)x̂] ({@link #secondOrder}).
 * </ul>
 */
public final class PenaltyKernels {
    private PenaltyKernels() {}

    /** What the double backward of one layer keeps, channel by channel. */
    public static final class Sums {
        /** ḡ. */
        public final float[] meanGradient;

        /** C. */
        public final float[] gradientByValue;

        /** v̄. */
        final float[] meanAdjoint;

        /** mean(v·g). */
        final float[] adjointByGradient;

        /** B. */
        public final float[] adjointByValue;

        public Sums(int channels) {
            meanGradient = new float[channels];
            gradientByValue = new float[channels];
            meanAdjoint = new float[channels];
            adjointByGradient = new float[channels];
            adjointByValue = new float[channels];
        }

        /** A/M. */
        public float covariance(int channel) {
            return adjointByGradient[channel] - meanAdjoint[channel] * meanGradient[channel];
        }
    }

    /** The three means that involve v. */
    public static void adjointMeans(Plane v, Plane da, Plane z, OneDnnBatchStatistics norm, Sums sums, int c) {
        AlignedBuffer adjoints = v.data();
        AlignedBuffer gradients = da.data();
        AlignedBuffer values = z.data();
        FloatVector scale = OneDnnLanes.of(norm.scale, c);
        FloatVector shift = OneDnnLanes.of(norm.shift, c);
        FloatVector above = OneDnnLanes.of(1f);
        FloatVector below = OneDnnLanes.of(OneDnnLanes.SLOPE);
        FloatVector mean = OneDnnLanes.of(norm.mean, c);
        FloatVector sum = OneDnnLanes.zero();
        FloatVector byGradient = OneDnnLanes.zero();
        FloatVector byValue = OneDnnLanes.zero();
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        int adjointsFrom = v.offset() - begin;
        int gradientsFrom = da.offset() - begin;
        for (int chunk = begin; chunk < end; chunk += OneDnnLanes.CHUNK) {
            int stop = Math.min(end, chunk + OneDnnLanes.CHUNK);
            FloatVector s = OneDnnLanes.zero();
            FloatVector t = OneDnnLanes.zero();
            FloatVector u = OneDnnLanes.zero();
            for (int p = chunk; p < stop; p += OneDnnLanes.STRIDE) {
                FloatVector x = values.load(p);
                FloatVector w = adjoints.load(p + adjointsFrom);
                FloatVector g = gradients.load(p + gradientsFrom).mul(OneDnnLanes.slope(x, scale, shift, below, above));
                s = s.add(w);
                t = g.fma(w, t);
                u = x.sub(mean).fma(w, u);
            }
            sum = sum.add(s);
            byGradient = byGradient.add(t);
            byValue = byValue.add(u);
        }
        sum.div(z.positions()).intoArray(sums.meanAdjoint, c);
        byGradient.div(z.positions()).intoArray(sums.adjointByGradient, c);
        byValue.mul(OneDnnLanes.of(norm.inverse, c)).div(z.positions()).intoArray(sums.adjointByValue, c);
    }

    /** out = LeakyReLU′ · γr(v − v̄ − x̂B). */
    public static void adjoint(
            Plane v, Plane z, Plane out, OneDnnBatchStatistics norm, float[] gamma, Sums sums, int c) {
        AlignedBuffer adjoints = v.data();
        AlignedBuffer values = z.data();
        AlignedBuffer to = out.data();
        FloatVector scale = OneDnnLanes.of(norm.scale, c);
        FloatVector shift = OneDnnLanes.of(norm.shift, c);
        FloatVector inverse = OneDnnLanes.of(norm.inverse, c);
        FloatVector gr = OneDnnLanes.of(gamma, c).mul(inverse);
        FloatVector byZ =
                gr.mul(inverse).mul(OneDnnLanes.of(sums.adjointByValue, c)).neg();
        FloatVector constant =
                gr.mul(OneDnnLanes.of(sums.meanAdjoint, c)).neg().sub(byZ.mul(OneDnnLanes.of(norm.mean, c)));
        FloatVector above = OneDnnLanes.of(1f);
        FloatVector below = OneDnnLanes.of(OneDnnLanes.SLOPE);
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        int fromOther = v.offset() - begin;
        int toOther = out.offset() - begin;
        for (int p = begin; p < end; p += OneDnnLanes.STRIDE) {
            FloatVector x = values.load(p);
            FloatVector w = adjoints.load(p + fromOther).fma(gr, x.fma(byZ, constant));
            to.store(p + toOther, w.mul(OneDnnLanes.slope(x, scale, shift, below, above)));
        }
    }

    /**
     * What arrives at z: the second-order adjoint, and the ordinary backward pass of what arrives at the activation.
     *
     * @param da2 what arrives at the activation from the layer above; where {@code top}, nothing does and this is not read
     * @param da the inner gradient at the activation
     * @param mean0 mean of LeakyReLU′·da2
     * @param mean1 mean of LeakyReLU′·da2·x̂
     */
    public static void secondOrder(
            boolean top,
            Plane da2,
            Plane da,
            Plane v,
            Plane z,
            Plane out,
            OneDnnBatchStatistics norm,
            float[] gamma,
            Sums sums,
            float[] mean0,
            float[] mean1,
            int c) {
        FloatVector inverse = OneDnnLanes.of(norm.inverse, c);
        FloatVector gr = OneDnnLanes.of(gamma, c).mul(inverse);
        FloatVector k = gr.mul(inverse).neg();
        FloatVector b = OneDnnLanes.of(sums.adjointByValue, c);
        FloatVector gc = OneDnnLanes.of(sums.gradientByValue, c);
        FloatVector gBar = OneDnnLanes.of(sums.meanGradient, c);
        FloatVector vBar = OneDnnLanes.of(sums.meanAdjoint, c);
        FloatVector covariance = OneDnnLanes.of(sums.adjointByGradient, c).sub(vBar.mul(gBar));
        FloatVector byV = k.mul(gc);
        FloatVector byG = k.mul(b);
        FloatVector byZ = covariance.sub(b.mul(gc).mul(3f)).mul(k).mul(inverse);
        FloatVector constant = byV.mul(vBar).add(byG.mul(gBar)).neg();
        FloatVector first = top ? OneDnnLanes.zero() : gr;
        if (!top) {
            byZ = byZ.add(k.mul(OneDnnLanes.of(mean1, c)));
            constant = constant.sub(gr.mul(OneDnnLanes.of(mean0, c)));
        }
        constant = constant.sub(byZ.mul(OneDnnLanes.of(norm.mean, c)));
        FloatVector scale = OneDnnLanes.of(norm.scale, c);
        FloatVector shift = OneDnnLanes.of(norm.shift, c);
        combine(top ? da : da2, da, v, z, out, scale, shift, first, byG, byV, byZ, constant);
    }

    /** out = LeakyReLU′·(da2·first + da·byG) + v·byV + z·byZ + constant. */
    private static void combine(
            Plane da2,
            Plane da,
            Plane v,
            Plane z,
            Plane out,
            FloatVector scale,
            FloatVector shift,
            FloatVector first,
            FloatVector byG,
            FloatVector byV,
            FloatVector byZ,
            FloatVector constant) {
        AlignedBuffer upper = da2.data();
        AlignedBuffer inner = da.data();
        AlignedBuffer adjoints = v.data();
        AlignedBuffer values = z.data();
        AlignedBuffer to = out.data();
        FloatVector above = OneDnnLanes.of(1f);
        FloatVector below = OneDnnLanes.of(OneDnnLanes.SLOPE);
        int begin = z.offset();
        int end = begin + z.positions() * OneDnnLanes.STRIDE;
        int fromUpper = da2.offset() - begin;
        int fromInner = da.offset() - begin;
        int fromAdjoints = v.offset() - begin;
        int toOther = out.offset() - begin;
        for (int p = begin; p < end; p += OneDnnLanes.STRIDE) {
            FloatVector x = values.load(p);
            FloatVector g = upper.load(p + fromUpper)
                    .mul(first)
                    .add(inner.load(p + fromInner).mul(byG));
            FloatVector rest = adjoints.load(p + fromAdjoints).fma(byV, x.fma(byZ, constant));
            to.store(p + toOther, g.fma(OneDnnLanes.slope(x, scale, shift, below, above), rest));
        }
    }
}
