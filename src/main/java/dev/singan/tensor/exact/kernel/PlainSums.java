package dev.singan.tensor.exact.kernel;

/** In plain Java. */
final class PlainSums implements Sums {
    private static int tile(int i, int n) {
        return i / n / TILE * n + i % n;
    }

    @Override
    public void values(float[] z, int from, int positions, int n, float[] tiles, int t0) {
        for (int i = 0; i < positions * n; i++) {
            tiles[t0 + tile(i, n)] += z[from + i];
        }
    }

    @Override
    public void squares(float[] z, int from, int positions, int n, float[] means, float[] tiles, int t0) {
        for (int i = 0; i < positions * n; i++) {
            int t = t0 + tile(i, n);
            float d = z[from + i] - means[t];
            tiles[t] = Math.fma(d, d, tiles[t]);
        }
    }

    @Override
    public void gradients(
            float[] da,
            float[] z,
            int from,
            int positions,
            int n,
            BatchStatistics norm,
            float factor,
            float[] tiles,
            float[] products,
            int t0) {
        for (int i = 0; i < positions * n; i++) {
            int c = i % n;
            int t = t0 + tile(i, n);
            float x = z[from + i];
            boolean above = Math.fma(x, norm.scale[c], norm.shift[c]) > 0;
            float g = da[from + i] * (above ? factor : factor * Channels.SLOPE);
            tiles[t] += g;
            products[t] = Math.fma(g, x - norm.mean[c], products[t]);
        }
    }

    @Override
    public void adjoints(
            float[] v,
            float[] inner,
            float[] z,
            int from,
            int positions,
            int n,
            BatchStatistics norm,
            float[] tiles,
            float[] byGradient,
            float[] byValue,
            int t0) {
        for (int i = 0; i < positions * n; i++) {
            int c = i % n;
            int t = t0 + tile(i, n);
            float x = z[from + i];
            boolean above = Math.fma(x, norm.scale[c], norm.shift[c]) > 0;
            float g = inner[from + i] * (above ? 1f : Channels.SLOPE);
            float w = v[from + i];
            tiles[t] += w;
            byGradient[t] = Math.fma(w, g, byGradient[t]);
            byValue[t] = Math.fma(w, x - norm.mean[c], byValue[t]);
        }
    }
}
