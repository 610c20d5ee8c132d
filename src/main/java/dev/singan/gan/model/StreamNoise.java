package dev.singan.gan.model;

import dev.singan.tensor.CounterRandom;
import org.apache.commons.rng.UniformRandomProvider;

/** Random numbers from a named stream, whose position can be saved and restored. */
public final class StreamNoise implements Noise {
    private static final int HEXADECIMAL = 16;

    private final CounterRandom random;

    /** @param stream whose first number is the key of all that is drawn here */
    public StreamNoise(UniformRandomProvider stream) {
        random = new CounterRandom(stream.nextLong());
    }

    public StreamNoise(CounterRandom random) {
        this.random = random;
    }

    @Override
    public float[] normal(int channels, int height, int width) {
        return random.normals(channels * height * width);
    }

    @Override
    public float uniform() {
        return random.uniform();
    }

    /** Where the numbers come from. */
    public CounterRandom random() {
        return random;
    }

    /** The stream's position. */
    public String position() {
        return Long.toHexString(random.position());
    }

    public void restore(String position) {
        random.seek(Long.parseUnsignedLong(position, HEXADECIMAL));
    }
}
