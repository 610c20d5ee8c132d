package dev.singan.tensor.spectral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What vectors compute is what plain loops compute, to the bit: features must not depend on the processor. */
class VectorLoopsTest {
    @Property(tries = 100)
    void columnsHaveOneSpectrum(@ForAll @IntRange(min = 1, max = 200) int n, @ForAll long seed) {
        float[] re = random(n * ColumnFft.BLOCK, seed);
        float[] im = random(n * ColumnFft.BLOCK, seed + 1);
        float[][] plain = spectrum(new PlainColumnFft(n), re, im);
        float[][] vectors = spectrum(new VectorColumnFft(n), re, im);
        assertThat(vectors[0]).isEqualTo(plain[0]);
        assertThat(vectors[1]).isEqualTo(plain[1]);
    }

    private static float[][] spectrum(ColumnFft fft, float[] re, float[] im) {
        float[][] out = new float[2][re.length];
        fft.load(re, im, 0, ColumnFft.BLOCK, ColumnFft.BLOCK);
        fft.run();
        fft.store(out[0], out[1], 0, ColumnFft.BLOCK, ColumnFft.BLOCK);
        return out;
    }

    @Property
    void sumsOfProductsAreOne(
            @ForAll @IntRange(max = 70) int length, @ForAll @IntRange(max = 9) int offset, @ForAll long seed) {
        float[] values = random(offset + length, seed);
        float[] factors = random(2 * offset + length, seed + 1);
        float[] plain = random(3 * offset + length, seed + 2);
        float[] vectors = plain.clone();
        new PlainFloatLoops().multiplyAdd(values, offset, factors, 2 * offset, plain, 3 * offset, length);
        new VectorFloatLoops().multiplyAdd(values, offset, factors, 2 * offset, vectors, 3 * offset, length);
        assertThat(vectors).isEqualTo(plain);
    }

    private static float[] random(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
