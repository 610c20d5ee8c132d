package dev.singan.tensor.exact;

import static dev.singan.tensor.engine.NetLayout.BLOCKS;

import dev.singan.tensor.HyperbolicTangent;
import dev.singan.tensor.engine.FoldedGenerator;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.RowSums;
import dev.singan.tensor.exact.team.Team;
import java.util.Arrays;

/** A generator in eval mode as five convolutions, batch norms folded in. */
final class ExactFrozenGenerator implements FrozenGenerator {
    private final Kernels kernels;
    private final Team team;
    private final NetLayout layout;
    private final ConvolutionWeights weights;
    private final float[][] biases = new float[BLOCKS + 1][];

    /** Two maps of the size last asked for, which the layers use in turn; scales are asked for one size again and again. */
    private float[][] maps = new float[2][0];

    ExactFrozenGenerator(Kernels kernels, int threads, NetState state) {
        this.kernels = kernels;
        team = new Team(threads);
        layout = state.layout();
        FoldedGenerator folded = FoldedGenerator.of(state);
        Parameters parameters = new Parameters(kernels, layout);
        parameters.load(NetState.fresh(layout, folded.weights()));
        weights = parameters.weights;
        for (int l = 0; l <= BLOCKS; l++) {
            biases[l] = Arrays.copyOf(folded.bias(l), Channels.fill(layout.outputs(l)));
        }
    }

    @Override
    public float[] apply(int height, int width, float[] input, float[] previous) {
        int length = layout.channels() * height * width;
        if (input.length != length || previous.length != length) {
            throw new IllegalArgumentException("images of " + input.length + " and " + previous.length
                    + " values where " + layout.channels() + "x" + height + "x" + width + " are asked for");
        }
        int border = 2 * ScaleShape.PADDING;
        FeatureMap image = new FeatureMap(height + border, width + border, layout.channels());
        image.write(input, layout.channels(), ScaleShape.PADDING);
        FeatureMap out = new FeatureMap(height, width, layout.channels());
        tail(hidden(image), out);
        float[] values = out.read(layout.channels());
        for (int i = 0; i < length; i++) {
            values[i] = HyperbolicTangent.of(values[i] + biases[BLOCKS][i / (height * width)]) + previous[i];
        }
        return values;
    }

    private Rows hidden(FeatureMap image) {
        FeatureMap z = map(0, image);
        ImageConvolution.fewToMany(kernels, team, image, 0, weights.head(), z, RowSums.NONE);
        for (int l = 1; l < BLOCKS; l++) {
            Rows source = new BlockRows.Biased(kernels, z, biases[l - 1]);
            z = map(l, z);
            Winograd.run(kernels, team, source, 0, weights.hidden(l).forward(), z, RowSums.NONE);
        }
        return new BlockRows.Biased(kernels, z, biases[BLOCKS - 1]);
    }

    private FeatureMap map(int layer, FeatureMap below) {
        int channels = Channels.fill(layout.filters());
        int length = FeatureMap.length(below.height() - 2, below.width() - 2, channels);
        if (maps[layer % 2].length < length) {
            maps[layer % 2] = new float[length];
        }
        return new FeatureMap(below.height() - 2, below.width() - 2, channels, maps[layer % 2]);
    }

    private void tail(Rows source, FeatureMap out) {
        ImageConvolution.manyToFew(kernels, team, source, 0, weights.tail(), out);
    }

    @Override
    public void close() {
        maps = new float[2][0];
        team.close();
    }
}
