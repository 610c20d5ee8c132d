package dev.singan.tensor.exact.kernel;

/** In plain Java. */
final class PlainTransforms implements Transforms {
    /** The transform of one channel at one place. */
    private interface One {
        void run(float[] s, int from, int si, float[] d, int to, int di);
    }

    private static void all(
            One one, float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        for (int t = 0; t < count; t++) {
            for (int c = 0; c < n; c++) {
                one.run(s, s0 + t * st + c, si, d, d0 + t * dt + c, di);
            }
        }
    }

    @Override
    public void input(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        all(PlainTransforms::input, s, s0, si, st, d, d0, di, dt, count, n);
    }

    private static void input(float[] s, int from, int si, float[] d, int to, int di) {
        float a1 = s[from + si];
        float a2 = s[from + 2 * si];
        float a3 = s[from + 3 * si];
        float a4 = s[from + 4 * si];
        d[to] = Math.fma(s[from], PQ, Math.fma(a2, SUM, a4));
        float e = Math.fma(a2, -Q2, a4);
        float o = Math.fma(a1, -Q2, a3);
        d[to + di] = Math.fma(o, P, e);
        d[to + 2 * di] = Math.fma(o, -P, e);
        float f = Math.fma(a2, -P2, a4);
        float g = Math.fma(a1, -P2, a3);
        d[to + 3 * di] = Math.fma(g, Q, f);
        d[to + 4 * di] = Math.fma(g, -Q, f);
        d[to + 5 * di] = Math.fma(a1, PQ, Math.fma(a3, SUM, s[from + 5 * si]));
    }

    @Override
    public void output(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        all(PlainTransforms::output, s, s0, si, st, d, d0, di, dt, count, n);
    }

    private static void output(float[] s, int from, int si, float[] d, int to, int di) {
        float u = s[from + si] + s[from + 2 * si];
        float v = s[from + si] - s[from + 2 * si];
        float k = s[from + 3 * si] + s[from + 4 * si];
        float l = s[from + 3 * si] - s[from + 4 * si];
        d[to] = s[from] + (u + k);
        d[to + di] = Math.fma(l, Q, v * P);
        d[to + 2 * di] = Math.fma(k, Q2, u * P2);
        d[to + 3 * di] = Math.fma(l, Q3, v * P3) + s[from + 5 * si];
    }

    @Override
    public void adjoint(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        all(PlainTransforms::adjoint, s, s0, si, st, d, d0, di, dt, count, n);
    }

    private static void adjoint(float[] s, int from, int si, float[] d, int to, int di) {
        float a0 = s[from];
        float a1 = s[from + si];
        float a2 = s[from + 2 * si];
        float a3 = s[from + 3 * si];
        d[to] = a0;
        float e = Math.fma(a2, P2, a0);
        float o = Math.fma(a3, P2, a1);
        d[to + di] = Math.fma(o, P, e);
        d[to + 2 * di] = Math.fma(o, -P, e);
        float f = Math.fma(a2, Q2, a0);
        float g = Math.fma(a3, Q2, a1);
        d[to + 3 * di] = Math.fma(g, Q, f);
        d[to + 4 * di] = Math.fma(g, -Q, f);
        d[to + 5 * di] = a3;
    }

    @Override
    public void weight(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        all(PlainTransforms::weight, s, s0, si, st, d, d0, di, dt, count, n);
    }

    private static void weight(float[] s, int from, int si, float[] d, int to, int di) {
        float a0 = s[from];
        float a1 = s[from + si];
        float a2 = s[from + 2 * si];
        float e = Math.fma(a2, P2, a0);
        float f = Math.fma(a2, Q2, a0);
        d[to] = a0;
        d[to + di] = Math.fma(a1, P, e);
        d[to + 2 * di] = Math.fma(a1, -P, e);
        d[to + 3 * di] = Math.fma(a1, Q, f);
        d[to + 4 * di] = Math.fma(a1, -Q, f);
        d[to + 5 * di] = a2;
    }

    @Override
    public void gradient(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        all(PlainTransforms::gradient, s, s0, si, st, d, d0, di, dt, count, n);
    }

    private static void gradient(float[] s, int from, int si, float[] d, int to, int di) {
        float a = s[from + si] + s[from + 2 * si];
        float b = s[from + si] - s[from + 2 * si];
        float e = s[from + 3 * si] + s[from + 4 * si];
        float f = s[from + 3 * si] - s[from + 4 * si];
        d[to] = s[from] + (a + e);
        d[to + di] = Math.fma(f, Q, b * P);
        d[to + 2 * di] = Math.fma(e, Q2, Math.fma(a, P2, s[from + 5 * si]));
    }

    @Override
    public void scale(float[] s, int s0, float factor, float[] d, int d0, int n) {
        for (int c = 0; c < n; c++) {
            d[d0 + c] = s[s0 + c] * factor;
        }
    }
}
