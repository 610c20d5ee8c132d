package dev.singan.tensor.exact.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * With explicit vectors, one vector of channels after the other, tile by tile. What is left of a row after its last whole tile is summed position by
 * position.
 */
final class VectorSums implements Sums {
    private static final int L = Lanes.LENGTH;

    @Override
    public void values(float[] z, int from, int positions, int n, float[] tiles, int t0) {
        int whole = positions / TILE;
        for (int c = 0; c < n; c += L) {
            wholeValues(z, from + c, n, whole, tiles, t0 + c);
        }
        for (int x = whole * TILE; x < positions; x++) {
            for (int c = 0; c < n; c += L) {
                int t = t0 + whole * n + c;
                Lanes.of(tiles, t).add(Lanes.of(z, from + x * n + c)).intoArray(tiles, t);
            }
        }
    }

    private static void wholeValues(float[] z, int from, int n, int whole, float[] tiles, int t0) {
        int p = from;
        int t = t0;
        for (int i = 0; i < whole; i++) {
            Lanes.of(tiles, t)
                    .add(Lanes.of(z, p))
                    .add(Lanes.of(z, p + n))
                    .add(Lanes.of(z, p + 2 * n))
                    .add(Lanes.of(z, p + 3 * n))
                    .intoArray(tiles, t);
            p += TILE * n;
            t += n;
        }
    }

    @Override
    public void squares(float[] z, int from, int positions, int n, float[] means, float[] tiles, int t0) {
        int whole = positions / TILE;
        for (int c = 0; c < n; c += L) {
            wholeSquares(z, from + c, n, whole, means, tiles, t0 + c);
        }
        for (int x = whole * TILE; x < positions; x++) {
            for (int c = 0; c < n; c += L) {
                int t = t0 + whole * n + c;
                FloatVector d = Lanes.of(z, from + x * n + c).sub(Lanes.of(means, t));
                d.fma(d, Lanes.of(tiles, t)).intoArray(tiles, t);
            }
        }
    }

    private static void wholeSquares(float[] z, int from, int n, int whole, float[] means, float[] tiles, int t0) {
        int p = from;
        int t = t0;
        for (int i = 0; i < whole; i++) {
            FloatVector mean = Lanes.of(means, t);
            FloatVector d0 = Lanes.of(z, p).sub(mean);
            FloatVector d1 = Lanes.of(z, p + n).sub(mean);
            FloatVector d2 = Lanes.of(z, p + 2 * n).sub(mean);
            FloatVector d3 = Lanes.of(z, p + 3 * n).sub(mean);
            d3.fma(d3, d2.fma(d2, d1.fma(d1, d0.fma(d0, Lanes.of(tiles, t))))).intoArray(tiles, t);
            p += TILE * n;
            t += n;
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
        int whole = positions / TILE;
        for (int c = 0; c < n; c += L) {
            wholeGradients(da, z, from + c, n, whole, norm, factor, tiles, products, t0 + c, c);
            for (int x = whole * TILE; x < positions; x++) {
                gradient(da, z, from + x * n + c, norm, factor, tiles, products, t0 + whole * n + c, c);
            }
        }
    }

    private static void wholeGradients(
            float[] da,
            float[] z,
            int from,
            int n,
            int whole,
            BatchStatistics norm,
            float factor,
            float[] tiles,
            float[] products,
            int t0,
            int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        FloatVector mean = Lanes.of(norm.mean, c);
        FloatVector upper = Lanes.of(factor);
        FloatVector lower = Lanes.of(factor * Channels.SLOPE);
        int p = from;
        int t = t0;
        for (int i = 0; i < whole; i++) {
            FloatVector z0 = Lanes.of(z, p);
            FloatVector z1 = Lanes.of(z, p + n);
            FloatVector z2 = Lanes.of(z, p + 2 * n);
            FloatVector z3 = Lanes.of(z, p + 3 * n);
            FloatVector g0 = Lanes.of(da, p).mul(lower.blend(upper, Lanes.above(z0, scale, shift)));
            FloatVector g1 = Lanes.of(da, p + n).mul(lower.blend(upper, Lanes.above(z1, scale, shift)));
            FloatVector g2 = Lanes.of(da, p + 2 * n).mul(lower.blend(upper, Lanes.above(z2, scale, shift)));
            FloatVector g3 = Lanes.of(da, p + 3 * n).mul(lower.blend(upper, Lanes.above(z3, scale, shift)));
            Lanes.of(tiles, t).add(g0).add(g1).add(g2).add(g3).intoArray(tiles, t);
            FloatVector sum = g1.fma(z1.sub(mean), g0.fma(z0.sub(mean), Lanes.of(products, t)));
            g3.fma(z3.sub(mean), g2.fma(z2.sub(mean), sum)).intoArray(products, t);
            p += TILE * n;
            t += n;
        }
    }

    /** Of one position. */
    private static void gradient(
            float[] da,
            float[] z,
            int p,
            BatchStatistics norm,
            float factor,
            float[] tiles,
            float[] products,
            int t,
            int c) {
        FloatVector value = Lanes.of(z, p);
        VectorMask<Float> above = Lanes.above(value, Lanes.of(norm.scale, c), Lanes.of(norm.shift, c));
        FloatVector slope = Lanes.of(factor * Channels.SLOPE).blend(factor, above);
        FloatVector g = Lanes.of(da, p).mul(slope);
        Lanes.of(tiles, t).add(g).intoArray(tiles, t);
        g.fma(value.sub(Lanes.of(norm.mean, c)), Lanes.of(products, t)).intoArray(products, t);
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
        int whole = positions / TILE;
        for (int c = 0; c < n; c += L) {
            for (int column = 0; column < TILE; column++) {
                int count = column < positions % TILE ? whole + 1 : whole;
                adjoints(v, inner, z, from + column * n + c, n, count, norm, tiles, byGradient, byValue, t0 + c, c);
            }
        }
    }

    private static void adjoints(
            float[] v,
            float[] inner,
            float[] z,
            int from,
            int n,
            int count,
            BatchStatistics norm,
            float[] tiles,
            float[] byGradient,
            float[] byValue,
            int t0,
            int c) {
        FloatVector scale = Lanes.of(norm.scale, c);
        FloatVector shift = Lanes.of(norm.shift, c);
        FloatVector mean = Lanes.of(norm.mean, c);
        FloatVector lower = Lanes.of(Channels.SLOPE);
        int p = from;
        int t = t0;
        for (int i = 0; i < count; i++) {
            FloatVector value = Lanes.of(z, p);
            FloatVector g = Lanes.of(inner, p).mul(lower.blend(1f, Lanes.above(value, scale, shift)));
            FloatVector w = Lanes.of(v, p);
            Lanes.of(tiles, t).add(w).intoArray(tiles, t);
            w.fma(g, Lanes.of(byGradient, t)).intoArray(byGradient, t);
            w.fma(value.sub(mean), Lanes.of(byValue, t)).intoArray(byValue, t);
            p += TILE * n;
            t += n;
        }
    }
}
