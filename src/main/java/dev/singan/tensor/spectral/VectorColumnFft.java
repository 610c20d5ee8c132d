package dev.singan.tensor.spectral;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The butterflies of {@link PlainColumnFft} in vectors, to the same bits: no operation crosses columns, and none is fused.
 * Several times as fast, as the compiler vectorises only long loops by itself, and the first stages' are short.
 */
final class VectorColumnFft extends ColumnFft {
    /** As wide as the JVM likes, but no wider than a block. */
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= BLOCK
            ? FloatVector.SPECIES_PREFERRED
            : VectorSpecies.of(float.class, VectorShape.forBitSize(BLOCK * Float.SIZE));

    private static final int LANES = SPECIES.length();

    VectorColumnFft(int n) {
        super(n);
    }

    private static FloatVector of(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static FloatVector of(float[] values, int from) {
        return FloatVector.fromArray(SPECIES, values, from);
    }

    /** Stores (r + i q)(c + i s). */
    private static void turn(
            FloatVector r, FloatVector q, FloatVector c, FloatVector s, float[] re, float[] im, int to) {
        r.mul(c).sub(q.mul(s)).intoArray(re, to);
        r.mul(s).add(q.mul(c)).intoArray(im, to);
    }

    @Override
    void two(int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int step = blocks * length;
        int a = p * length;
        final FloatVector c = of(cos[p * stride]);
        final FloatVector s = of(sin[p * stride]);
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = 2 * a; i < a + length; i += LANES, o += LANES) {
            FloatVector r0 = of(ar, i);
            FloatVector q0 = of(ai, i);
            FloatVector r1 = of(ar, i + step);
            FloatVector q1 = of(ai, i + step);
            r0.add(r1).intoArray(or, o);
            q0.add(q1).intoArray(oi, o);
            turn(r0.sub(r1), q0.sub(q1), c, s, or, oi, o + length);
        }
    }

    @Override
    void three(int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int step = blocks * length;
        int a = p * length;
        final FloatVector sin60 = of(SIN_60);
        final FloatVector c1 = of(cos[p * stride]);
        final FloatVector s1 = of(sin[p * stride]);
        final FloatVector c2 = of(cos[2 * p * stride]);
        final FloatVector s2 = of(sin[2 * p * stride]);
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = 3 * a; i < a + length; i += LANES, o += LANES) {
            FloatVector r0 = of(ar, i);
            FloatVector q0 = of(ai, i);
            FloatVector r1 = of(ar, i + step);
            FloatVector q1 = of(ai, i + step);
            FloatVector r2 = of(ar, i + 2 * step);
            FloatVector q2 = of(ai, i + 2 * step);
            FloatVector pr = r1.add(r2);
            FloatVector pi = q1.add(q2);
            FloatVector mr = q1.sub(q2).mul(sin60);
            FloatVector mi = r2.sub(r1).mul(sin60);
            FloatVector hr = r0.sub(pr.mul(0.5f));
            FloatVector hi = q0.sub(pi.mul(0.5f));
            r0.add(pr).intoArray(or, o);
            q0.add(pi).intoArray(oi, o);
            turn(hr.add(mr), hi.add(mi), c1, s1, or, oi, o + length);
            turn(hr.sub(mr), hi.sub(mi), c2, s2, or, oi, o + 2 * length);
        }
    }

    @Override
    void four(int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int step = blocks * length;
        int a = p * length;
        final FloatVector c1 = of(cos[p * stride]);
        final FloatVector s1 = of(sin[p * stride]);
        final FloatVector c2 = of(cos[2 * p * stride]);
        final FloatVector s2 = of(sin[2 * p * stride]);
        final FloatVector c3 = of(cos[3 * p * stride]);
        final FloatVector s3 = of(sin[3 * p * stride]);
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = 4 * a; i < a + length; i += LANES, o += LANES) {
            FloatVector r0 = of(ar, i);
            FloatVector q0 = of(ai, i);
            FloatVector r1 = of(ar, i + step);
            FloatVector q1 = of(ai, i + step);
            FloatVector r2 = of(ar, i + 2 * step);
            FloatVector q2 = of(ai, i + 2 * step);
            FloatVector r3 = of(ar, i + 3 * step);
            FloatVector q3 = of(ai, i + 3 * step);
            FloatVector acr = r0.add(r2);
            FloatVector aci = q0.add(q2);
            FloatVector amr = r0.sub(r2);
            FloatVector ami = q0.sub(q2);
            FloatVector bdr = r1.add(r3);
            FloatVector bdi = q1.add(q3);
            FloatVector bmr = r1.sub(r3);
            FloatVector bmi = q1.sub(q3);
            acr.add(bdr).intoArray(or, o);
            aci.add(bdi).intoArray(oi, o);
            turn(amr.add(bmi), ami.sub(bmr), c1, s1, or, oi, o + length);
            turn(acr.sub(bdr), aci.sub(bdi), c2, s2, or, oi, o + 2 * length);
            turn(amr.sub(bmi), ami.add(bmr), c3, s3, or, oi, o + 3 * length);
        }
    }
}
