package dev.singan.tensor.exact.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * With explicit vectors: the places one after the other for each vector of channels, or all values in one go where there is one place. Each loop is in
 * a method of its own, as the compiler boxes vectors that live across nested ones.
 */
final class VectorTransforms implements Transforms {
    private static final int L = Lanes.LENGTH;

    @Override
    public void input(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        FloatVector p = Lanes.of(P);
        FloatVector minusP = Lanes.of(-P);
        FloatVector q = Lanes.of(Q);
        FloatVector minusQ = Lanes.of(-Q);
        FloatVector minusP2 = Lanes.of(-P2);
        FloatVector minusQ2 = Lanes.of(-Q2);
        FloatVector pq = Lanes.of(PQ);
        FloatVector sum = Lanes.of(SUM);
        int from = s0;
        int to = d0;
        int end = s0 + n;
        for (int v = 0; v < count * n; v += L) {
            FloatVector a1 = Lanes.of(s, from + si);
            FloatVector a2 = Lanes.of(s, from + 2 * si);
            FloatVector a3 = Lanes.of(s, from + 3 * si);
            FloatVector a4 = Lanes.of(s, from + 4 * si);
            Lanes.of(s, from).fma(pq, a2.fma(sum, a4)).intoArray(d, to);
            FloatVector e = a2.fma(minusQ2, a4);
            FloatVector o = a1.fma(minusQ2, a3);
            o.fma(p, e).intoArray(d, to + di);
            o.fma(minusP, e).intoArray(d, to + 2 * di);
            FloatVector f = a2.fma(minusP2, a4);
            FloatVector g = a1.fma(minusP2, a3);
            g.fma(q, f).intoArray(d, to + 3 * di);
            g.fma(minusQ, f).intoArray(d, to + 4 * di);
            a1.fma(pq, a3.fma(sum, Lanes.of(s, from + 5 * si))).intoArray(d, to + 5 * di);
            from += L;
            to += L;
            if (from == end) {
                from += st - n;
                to += dt - n;
                end += st;
            }
        }
    }

    @Override
    public void output(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        FloatVector p = Lanes.of(P);
        FloatVector q = Lanes.of(Q);
        FloatVector p2 = Lanes.of(P2);
        FloatVector q2 = Lanes.of(Q2);
        FloatVector p3 = Lanes.of(P3);
        FloatVector q3 = Lanes.of(Q3);
        int from = s0;
        int to = d0;
        int end = s0 + n;
        for (int v = 0; v < count * n; v += L) {
            FloatVector a1 = Lanes.of(s, from + si);
            FloatVector a2 = Lanes.of(s, from + 2 * si);
            FloatVector a3 = Lanes.of(s, from + 3 * si);
            FloatVector a4 = Lanes.of(s, from + 4 * si);
            FloatVector u = a1.add(a2);
            FloatVector w = a1.sub(a2);
            FloatVector k = a3.add(a4);
            FloatVector l = a3.sub(a4);
            Lanes.of(s, from).add(u.add(k)).intoArray(d, to);
            l.fma(q, w.mul(p)).intoArray(d, to + di);
            k.fma(q2, u.mul(p2)).intoArray(d, to + 2 * di);
            l.fma(q3, w.mul(p3)).add(Lanes.of(s, from + 5 * si)).intoArray(d, to + 3 * di);
            from += L;
            to += L;
            if (from == end) {
                from += st - n;
                to += dt - n;
                end += st;
            }
        }
    }

    @Override
    public void adjoint(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        FloatVector p = Lanes.of(P);
        FloatVector minusP = Lanes.of(-P);
        FloatVector q = Lanes.of(Q);
        FloatVector minusQ = Lanes.of(-Q);
        FloatVector p2 = Lanes.of(P2);
        FloatVector q2 = Lanes.of(Q2);
        int from = s0;
        int to = d0;
        int end = s0 + n;
        for (int v = 0; v < count * n; v += L) {
            FloatVector a0 = Lanes.of(s, from);
            FloatVector a1 = Lanes.of(s, from + si);
            FloatVector a2 = Lanes.of(s, from + 2 * si);
            FloatVector a3 = Lanes.of(s, from + 3 * si);
            a0.intoArray(d, to);
            FloatVector e = a2.fma(p2, a0);
            FloatVector o = a3.fma(p2, a1);
            o.fma(p, e).intoArray(d, to + di);
            o.fma(minusP, e).intoArray(d, to + 2 * di);
            FloatVector f = a2.fma(q2, a0);
            FloatVector g = a3.fma(q2, a1);
            g.fma(q, f).intoArray(d, to + 3 * di);
            g.fma(minusQ, f).intoArray(d, to + 4 * di);
            a3.intoArray(d, to + 5 * di);
            from += L;
            to += L;
            if (from == end) {
                from += st - n;
                to += dt - n;
                end += st;
            }
        }
    }

    @Override
    public void weight(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        FloatVector p = Lanes.of(P);
        FloatVector minusP = Lanes.of(-P);
        FloatVector q = Lanes.of(Q);
        FloatVector minusQ = Lanes.of(-Q);
        FloatVector p2 = Lanes.of(P2);
        FloatVector q2 = Lanes.of(Q2);
        int from = s0;
        int to = d0;
        int end = s0 + n;
        for (int v = 0; v < count * n; v += L) {
            FloatVector a0 = Lanes.of(s, from);
            FloatVector a1 = Lanes.of(s, from + si);
            FloatVector a2 = Lanes.of(s, from + 2 * si);
            FloatVector e = a2.fma(p2, a0);
            FloatVector f = a2.fma(q2, a0);
            a0.intoArray(d, to);
            a1.fma(p, e).intoArray(d, to + di);
            a1.fma(minusP, e).intoArray(d, to + 2 * di);
            a1.fma(q, f).intoArray(d, to + 3 * di);
            a1.fma(minusQ, f).intoArray(d, to + 4 * di);
            a2.intoArray(d, to + 5 * di);
            from += L;
            to += L;
            if (from == end) {
                from += st - n;
                to += dt - n;
                end += st;
            }
        }
    }

    @Override
    public void gradient(float[] s, int s0, int si, int st, float[] d, int d0, int di, int dt, int count, int n) {
        FloatVector p = Lanes.of(P);
        FloatVector q = Lanes.of(Q);
        FloatVector p2 = Lanes.of(P2);
        FloatVector q2 = Lanes.of(Q2);
        int from = s0;
        int to = d0;
        int end = s0 + n;
        for (int v = 0; v < count * n; v += L) {
            FloatVector u1 = Lanes.of(s, from + si);
            FloatVector u2 = Lanes.of(s, from + 2 * si);
            FloatVector u3 = Lanes.of(s, from + 3 * si);
            FloatVector u4 = Lanes.of(s, from + 4 * si);
            FloatVector a = u1.add(u2);
            FloatVector b = u1.sub(u2);
            FloatVector e = u3.add(u4);
            FloatVector f = u3.sub(u4);
            Lanes.of(s, from).add(a.add(e)).intoArray(d, to);
            f.fma(q, b.mul(p)).intoArray(d, to + di);
            e.fma(q2, a.fma(p2, Lanes.of(s, from + 5 * si))).intoArray(d, to + 2 * di);
            from += L;
            to += L;
            if (from == end) {
                from += st - n;
                to += dt - n;
                end += st;
            }
        }
    }

    @Override
    public void scale(float[] s, int s0, float factor, float[] d, int d0, int n) {
        FloatVector f = Lanes.of(factor);
        for (int c = 0; c < n; c += L) {
            Lanes.of(s, s0 + c).mul(f).intoArray(d, d0 + c);
        }
    }
}
