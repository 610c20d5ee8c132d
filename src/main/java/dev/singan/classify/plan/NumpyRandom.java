package dev.singan.classify.plan;

/**
 * The part of NumPy's legacy {@code RandomState} that scikit-learn's {@code GroupShuffleSplit} draws from, to the same bits: the
 * generator MT19937 (Matsumoto and Nishimura, ACM TOMACS 1998) seeded by Knuth's recurrence ({@code init_genrand}, which Commons RNG's
 * generator of that name does not offer: it seeds by array), bounded integers by masked rejection and permutations by Fisher and Yates
 * from the top.
 */
final class NumpyRandom {
    private static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX = 0x9908b0df;

    private final int[] state = new int[N];
    private int next = N;

    NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 bits. */
    int nextInt() {
        if (next == N) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
        }
        next = 0;
    }

    /** A number from 0 to max, both inclusive; max is below 2^31. */
    private int interval(int max) {
        int mask = max == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(max);
        int value = nextInt() & mask;
        while (value > max) {
            value = nextInt() & mask;
        }
        return value;
    }

    /** {@code permutation(n)}: the numbers from 0 to n − 1 in random order. */
    int[] permutation(int n) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = interval(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return values;
    }
}
