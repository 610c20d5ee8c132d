package dev.singan.tensor.spectral;

/** The butterflies in plain loops. */
final class PlainColumnFft extends ColumnFft {
    PlainColumnFft(int n) {
        super(n);
    }

    @Override
    void two(int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int a = p * length;
        int b = a + blocks * length;
        int y = 2 * p * length;
        final float c = cos[p * stride];
        final float s = sin[p * stride];
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = 0; i < length; i++) {
            float dr = ar[a + i] - ar[b + i];
            float di = ai[a + i] - ai[b + i];
            or[y + i] = ar[a + i] + ar[b + i];
            oi[y + i] = ai[a + i] + ai[b + i];
            or[y + length + i] = dr * c - di * s;
            oi[y + length + i] = dr * s + di * c;
        }
    }

    @Override
    void three(int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int step = blocks * length;
        int a = p * length;
        int y = 3 * p * length;
        final float c1 = cos[p * stride];
        final float s1 = sin[p * stride];
        final float c2 = cos[2 * p * stride];
        final float s2 = sin[2 * p * stride];
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = y; i < a + length; i++, o++) {
            float pr = ar[i + step] + ar[i + 2 * step];
            float pi = ai[i + step] + ai[i + 2 * step];
            float mr = SIN_60 * (ai[i + step] - ai[i + 2 * step]);
            float mi = SIN_60 * (ar[i + 2 * step] - ar[i + step]);
            float hr = ar[i] - 0.5f * pr;
            float hi = ai[i] - 0.5f * pi;
            or[o] = ar[i] + pr;
            oi[o] = ai[i] + pi;
            or[o + length] = (hr + mr) * c1 - (hi + mi) * s1;
            oi[o + length] = (hr + mr) * s1 + (hi + mi) * c1;
            or[o + 2 * length] = (hr - mr) * c2 - (hi - mi) * s2;
            oi[o + 2 * length] = (hr - mr) * s2 + (hi - mi) * c2;
        }
    }

    @Override
    void four(int p, int blocks, int stride) {
        int length = stride * BLOCK;
        int step = blocks * length;
        int a = p * length;
        int y = 4 * p * length;
        final float c1 = cos[p * stride];
        final float s1 = sin[p * stride];
        final float c2 = cos[2 * p * stride];
        final float s2 = sin[2 * p * stride];
        final float c3 = cos[3 * p * stride];
        final float s3 = sin[3 * p * stride];
        final float[] ar = xr;
        final float[] ai = xi;
        final float[] or = yr;
        final float[] oi = yi;
        for (int i = a, o = y; i < a + length; i++, o++) {
            float acr = ar[i] + ar[i + 2 * step];
            float aci = ai[i] + ai[i + 2 * step];
            float amr = ar[i] - ar[i + 2 * step];
            float ami = ai[i] - ai[i + 2 * step];
            float bdr = ar[i + step] + ar[i + 3 * step];
            float bdi = ai[i + step] + ai[i + 3 * step];
            float bmr = ar[i + step] - ar[i + 3 * step];
            float bmi = ai[i + step] - ai[i + 3 * step];
            or[o] = acr + bdr;
            oi[o] = aci + bdi;
            float r1 = amr + bmi;
            float q1 = ami - bmr;
            or[o + length] = r1 * c1 - q1 * s1;
            oi[o + length] = r1 * s1 + q1 * c1;
            float r2 = acr - bdr;
            float q2 = aci - bdi;
            or[o + 2 * length] = r2 * c2 - q2 * s2;
            oi[o + 2 * length] = r2 * s2 + q2 * c2;
            float r3 = amr - bmi;
            float q3 = ami + bmr;
            or[o + 3 * length] = r3 * c3 - q3 * s3;
            oi[o + 3 * length] = r3 * s3 + q3 * c3;
        }
    }
}
