package dev.singan.tensor.exact.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** With explicit vectors. */
final class VectorPasses implements Passes {
    private static final int L = Lanes.LENGTH;

    @Override
    public void activate(float[] z, int z0, float[] a, int a0, int positions, int n, BatchStatistics norm) {
        for (int c = 0; c < n; c += L) {
            activate(z, z0 + c, a, a0 + c, positions, n, norm, c);
        }
    }

    private static void activate(
            float[] z, int z0, float[] a, int a0, int positions, int n, BatchStatistics norm, int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        for (int p = 0; p < positions * n; p += n) {
            FloatVector y = Lanes.of(z, z0 + p).fma(scale, shift);
            Lanes.leaky(y, Channels.SLOPE).intoArray(a, a0 + p);
        }
    }

    @Override
    public void activate(float[] z, int z0, float[] a, int a0, int positions, int n, float[] bias, float slope) {
        for (int c = 0; c < n; c += L) {
            activate(z, z0 + c, a, a0 + c, positions, n, bias, slope, c);
        }
    }

    private static void activate(
            float[] z, int z0, float[] a, int a0, int positions, int n, float[] bias, float slope, int c) {
        FloatVector b = Lanes.of(bias, c);
        for (int p = 0; p < positions * n; p += n) {
            Lanes.leaky(Lanes.of(z, z0 + p).add(b), slope).intoArray(a, a0 + p);
        }
    }

    @Override
    public void backward(
            float[] da,
            float[] z,
            int from,
            float[] dz,
            int to,
            int positions,
            int n,
            BatchStatistics norm,
            float factor,
            Linear k) {
        for (int c = 0; c < n; c += L) {
            backward(da, z, from + c, dz, to + c, positions * n, n, norm, factor, k, c);
        }
    }

    private static void backward(
            float[] da,
            float[] z,
            int from,
            float[] dz,
            int to,
            int length,
            int n,
            BatchStatistics norm,
            float factor,
            Linear k,
            int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        FloatVector byG = Lanes.of(k.byG, c);
        FloatVector byZ = Lanes.of(k.byZ, c);
        FloatVector constant = Lanes.of(k.constant, c);
        FloatVector upper = Lanes.of(factor);
        FloatVector lower = Lanes.of(factor * Channels.SLOPE);
        for (int p = 0; p < length; p += n) {
            FloatVector x = Lanes.of(z, from + p);
            FloatVector g = Lanes.of(da, from + p).mul(lower.blend(upper, Lanes.above(x, scale, shift)));
            g.fma(byG, x.fma(byZ, constant)).intoArray(dz, to + p);
        }
    }

    @Override
    public void secondOrder(
            boolean top,
            float[] da,
            float[] inner,
            float[] v,
            float[] z,
            int from,
            float[] dz,
            int to,
            int positions,
            int n,
            BatchStatistics norm,
            Linear k) {
        for (int c = 0; c < n; c += L) {
            if (top) {
                topSecondOrder(inner, v, z, from + c, dz, to + c, positions * n, n, norm, k, c);
            } else {
                innerSecondOrder(da, inner, v, z, from + c, dz, to + c, positions * n, n, norm, k, c);
            }
        }
    }

    private static void topSecondOrder(
            float[] inner,
            float[] v,
            float[] z,
            int from,
            float[] dz,
            int to,
            int length,
            int n,
            BatchStatistics norm,
            Linear k,
            int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        FloatVector byG = Lanes.of(k.byG, c);
        FloatVector byV = Lanes.of(k.byV, c);
        FloatVector byZ = Lanes.of(k.byZ, c);
        FloatVector constant = Lanes.of(k.constant, c);
        for (int p = 0; p < length; p += n) {
            FloatVector x = Lanes.of(z, from + p);
            FloatVector e = Lanes.of(inner, from + p).mul(byG);
            FloatVector rest = Lanes.of(v, from + p).fma(byV, x.fma(byZ, constant));
            e.fma(slope(x, scale, shift), rest).intoArray(dz, to + p);
        }
    }

    private static void innerSecondOrder(
            float[] da,
            float[] inner,
            float[] v,
            float[] z,
            int from,
            float[] dz,
            int to,
            int length,
            int n,
            BatchStatistics norm,
            Linear k,
            int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        FloatVector first = Lanes.of(k.first, c);
        FloatVector byG = Lanes.of(k.byG, c);
        FloatVector byV = Lanes.of(k.byV, c);
        FloatVector byZ = Lanes.of(k.byZ, c);
        FloatVector constant = Lanes.of(k.constant, c);
        for (int p = 0; p < length; p += n) {
            FloatVector x = Lanes.of(z, from + p);
            FloatVector e =
                    Lanes.of(da, from + p).fma(first, Lanes.of(inner, from + p).mul(byG));
            FloatVector rest = Lanes.of(v, from + p).fma(byV, x.fma(byZ, constant));
            e.fma(slope(x, scale, shift), rest).intoArray(dz, to + p);
        }
    }

    private static FloatVector slope(FloatVector x, FloatVector scale, FloatVector shift) {
        return Lanes.of(Channels.SLOPE).blend(1f, Lanes.above(x, scale, shift));
    }

    @Override
    public void adjoint(
            float[] v, float[] z, int from, float[] a, int to, int positions, int n, BatchStatistics norm, Linear k) {
        for (int c = 0; c < n; c += L) {
            adjoint(v, z, from + c, a, to + c, positions * n, n, norm, k, c);
        }
    }

    private static void adjoint(
            float[] v,
            float[] z,
            int from,
            float[] a,
            int to,
            int length,
            int n,
            BatchStatistics norm,
            Linear k,
            int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        FloatVector byV = Lanes.of(k.byV, c);
        FloatVector byZ = Lanes.of(k.byZ, c);
        FloatVector constant = Lanes.of(k.constant, c);
        for (int p = 0; p < length; p += n) {
            FloatVector x = Lanes.of(z, from + p);
            FloatVector w = Lanes.of(v, from + p).fma(byV, x.fma(byZ, constant));
            w.mul(slope(x, scale, shift)).intoArray(a, to + p);
        }
    }

    @Override
    public void throughLeaky(float[] gradient, float[] activation, float[] to, int from, int length, float slope) {
        for (int i = from; i < from + length; i += L) {
            FloatVector g = Lanes.of(gradient, i);
            VectorMask<Float> above = Lanes.of(activation, i).compare(VectorOperators.GT, 0f);
            g.mul(slope).blend(g, above).intoArray(to, i);
        }
    }

    @Override
    public void add(float[] from, int from0, float[] to, int to0, int length) {
        for (int i = 0; i < length; i += L) {
            Lanes.of(to, to0 + i).add(Lanes.of(from, from0 + i)).intoArray(to, to0 + i);
        }
    }

    @Override
    public void addRows(float[] from, int from0, int stride, int count, float[] to, int to0, int length) {
        int i = 0;
        for (; i + 2 * L <= length; i += 2 * L) {
            addTwo(from, from0 + i, stride, count, to, to0 + i);
        }
        for (; i < length; i += L) {
            addOne(from, from0 + i, stride, count, to, to0 + i);
        }
    }

    private static void addTwo(float[] from, int from0, int stride, int count, float[] to, int to0) {
        FloatVector s0 = Lanes.of(to, to0);
        FloatVector s1 = Lanes.of(to, to0 + L);
        int p = from0;
        for (int r = 0; r < count; r++) {
            s0 = s0.add(Lanes.of(from, p));
            s1 = s1.add(Lanes.of(from, p + L));
            p += stride;
        }
        s0.intoArray(to, to0);
        s1.intoArray(to, to0 + L);
    }

    private static void addOne(float[] from, int from0, int stride, int count, float[] to, int to0) {
        FloatVector s = Lanes.of(to, to0);
        int p = from0;
        for (int r = 0; r < count; r++) {
            s = s.add(Lanes.of(from, p));
            p += stride;
        }
        s.intoArray(to, to0);
    }

    @Override
    public void addScaled(float[] from, int from0, float factor, float[] to, int to0, int length) {
        FloatVector f = Lanes.of(factor);
        for (int i = 0; i < length; i += L) {
            Lanes.of(from, from0 + i).fma(f, Lanes.of(to, to0 + i)).intoArray(to, to0 + i);
        }
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int length, Adam adam) {
        FloatVector keep1 = Lanes.of(adam.keep1());
        FloatVector take1 = Lanes.of(adam.take1());
        FloatVector keep2 = Lanes.of(adam.keep2());
        FloatVector take2 = Lanes.of(adam.take2());
        FloatVector rate = Lanes.of(adam.rate());
        FloatVector epsilon = Lanes.of(adam.epsilon());
        for (int i = 0; i < length; i += L) {
            FloatVector gradient = Lanes.of(g, i);
            FloatVector first = take1.fma(gradient, keep1.mul(Lanes.of(m, i)));
            FloatVector second = take2.mul(gradient).fma(gradient, keep2.mul(Lanes.of(v, i)));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector root = second.lanewise(VectorOperators.SQRT).add(epsilon);
            first.div(root).fma(rate, Lanes.of(p, i)).intoArray(p, i);
        }
    }
}
