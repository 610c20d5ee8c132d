package dev.singan.gan;

import dev.singan.tensor.CounterRandom;

/** Random numbers by counter; the position is the number of the next block. */
final class CounterNoise implements TrainingNoise {
    private static final int HEXADECIMAL = 16;

    private final CounterRandom random;
    private long block;

    CounterNoise(CounterRandom random) {
        this.random = random;
    }

    @Override
    public float[] normal(int channels, int height, int width) {
        int count = channels * height * width;
        float[] values = random.normals(block, count);
        block += CounterRandom.blocks(count);
        return values;
    }

    @Override
    public float uniform() {
        return random.uniform(block++);
    }

    /** The stream's key. */
    long key() {
        return random.key();
    }

    /** The next block. */
    long block() {
        return block;
    }

    /** Goes to a block. */
    void moveTo(long next) {
        block = next;
    }

    @Override
    public String position() {
        return Long.toUnsignedString(block, HEXADECIMAL);
    }

    @Override
    public void restore(String position) {
        block = Long.parseUnsignedLong(position, HEXADECIMAL);
    }
}
