package dev.singan.tensor.exact.kernel;

/** In plain Java. */
final class PlainPasses implements Passes {
    private static float leaky(float y, float slope) {
        return y > 0 ? y : y * slope;
    }

    private static boolean above(float z, BatchStatistics norm, int c) {
        return Math.fma(z, norm.scale[c], norm.shift[c]) > 0;
    }

    @Override
    public void activate(float[] z, int z0, float[] a, int a0, int positions, int n, BatchStatistics norm) {
        for (int i = 0; i < positions * n; i++) {
            a[a0 + i] = leaky(Math.fma(z[z0 + i], norm.scale[i % n], norm.shift[i % n]), Channels.SLOPE);
        }
    }

    @Override
    public void activate(float[] z, int z0, float[] a, int a0, int positions, int n, float[] bias, float slope) {
        for (int i = 0; i < positions * n; i++) {
            a[a0 + i] = leaky(z[z0 + i] + bias[i % n], slope);
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
        for (int i = 0; i < positions * n; i++) {
            int c = i % n;
            float x = z[from + i];
            float g = da[from + i] * (above(x, norm, c) ? factor : factor * Channels.SLOPE);
            dz[to + i] = Math.fma(g, k.byG[c], Math.fma(x, k.byZ[c], k.constant[c]));
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
        for (int i = 0; i < positions * n; i++) {
            int c = i % n;
            float x = z[from + i];
            float second = inner[from + i] * k.byG[c];
            float e = top ? second : Math.fma(da[from + i], k.first[c], second);
            float rest = Math.fma(v[from + i], k.byV[c], Math.fma(x, k.byZ[c], k.constant[c]));
            dz[to + i] = Math.fma(e, above(x, norm, c) ? 1f : Channels.SLOPE, rest);
        }
    }

    @Override
    public void adjoint(
            float[] v, float[] z, int from, float[] a, int to, int positions, int n, BatchStatistics norm, Linear k) {
        for (int i = 0; i < positions * n; i++) {
            int c = i % n;
            float x = z[from + i];
            float w = Math.fma(v[from + i], k.byV[c], Math.fma(x, k.byZ[c], k.constant[c]));
            a[to + i] = w * (above(x, norm, c) ? 1f : Channels.SLOPE);
        }
    }

    @Override
    public void throughLeaky(float[] gradient, float[] activation, float[] to, int from, int length, float slope) {
        for (int i = from; i < from + length; i++) {
            to[i] = activation[i] > 0 ? gradient[i] : gradient[i] * slope;
        }
    }

    @Override
    public void add(float[] from, int from0, float[] to, int to0, int length) {
        for (int i = 0; i < length; i++) {
            to[to0 + i] += from[from0 + i];
        }
    }

    @Override
    public void addRows(float[] from, int from0, int stride, int count, float[] to, int to0, int length) {
        for (int r = 0; r < count; r++) {
            add(from, from0 + r * stride, to, to0, length);
        }
    }

    @Override
    public void addScaled(float[] from, int from0, float factor, float[] to, int to0, int length) {
        for (int i = 0; i < length; i++) {
            to[to0 + i] = Math.fma(from[from0 + i], factor, to[to0 + i]);
        }
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int length, Adam adam) {
        for (int i = 0; i < length; i++) {
            m[i] = Math.fma(adam.take1(), g[i], adam.keep1() * m[i]);
            v[i] = Math.fma(adam.take2() * g[i], g[i], adam.keep2() * v[i]);
            p[i] = Math.fma(m[i] / ((float) Math.sqrt(v[i]) + adam.epsilon()), adam.rate(), p[i]);
        }
    }
}
