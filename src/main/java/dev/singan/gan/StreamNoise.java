package dev.singan.gan;

import java.util.HexFormat;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Random numbers from a named stream, whose position can be saved and restored. */
final class StreamNoise implements TrainingNoise {
    private final RestorableUniformRandomProvider stream;
    private final ZigguratSampler.NormalizedGaussian gaussian;

    StreamNoise(RestorableUniformRandomProvider stream) {
        this.stream = stream;
        gaussian = ZigguratSampler.NormalizedGaussian.of(stream);
    }

    @Override
    public float[] normal(int channels, int height, int width) {
        float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return values;
    }

    @Override
    public float uniform() {
        return stream.nextFloat();
    }

    /** The stream's position; the sampler itself keeps nothing between the samples. */
    @Override
    public String position() {
        RandomProviderDefaultState state = (RandomProviderDefaultState) stream.saveState();
        return HexFormat.of().formatHex(state.getState());
    }

    @Override
    public void restore(String position) {
        stream.restoreState(new RandomProviderDefaultState(HexFormat.of().parseHex(position)));
    }
}
