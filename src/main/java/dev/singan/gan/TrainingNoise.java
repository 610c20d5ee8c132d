package dev.singan.gan;

import dev.singan.base.Seeds;
import dev.singan.tensor.CounterRandom;
import dev.singan.tensor.Engine;

/** Random numbers of a training, whose position can be saved and restored. */
interface TrainingNoise extends Noise {
    /**
     * The random numbers of a name: by counter where the engine's arithmetic is laid down to the last bit.
     *
     * @param stream a name as of {@link Seeds#stream}
     */
    static TrainingNoise of(Engine engine, Seeds seeds, String stream) {
        return engine.isPortable()
                ? new CounterNoise(new CounterRandom(seeds.derive(stream)))
                : new StreamNoise(seeds.stream(stream));
    }

    /** Where it stands. */
    String position();

    /** Goes on from a position. */
    void restore(String position);
}
