package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Filter;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.RowSums;
import dev.singan.tensor.exact.team.Team;
import java.util.Arrays;
import java.util.List;

/** A 3x3 convolution of ConSinGAN's networks: from an image, from maps to maps, or to an image. */
final class LayerFilter implements Filter {
    private static final int TAPS = ImageConvolution.TAPS;

    /** The kinds of convolutions. */
    private enum Kind {
        FROM_IMAGE,
        HIDDEN,
        TO_IMAGE
    }

    final float[] biases;
    private final float[] biasGradient;
    private final Kernels kernels;
    private final Kind kind;
    private final int inputs;
    private final int outputs;
    private final int many;
    private final int few;
    private final WinogradWeights winograd;

    /** {@code [ky][kx][input][output]}, to an image {@code [ky][kx][output][input]}. */
    private final float[] weights;

    private final float[] gradient;
    private final float[] transformed;
    private final float[] packed;
    private final float[] byImageChannel;

    LayerFilter(Kernels kernels, int inputs, int outputs) {
        this.kernels = kernels;
        this.inputs = inputs;
        this.outputs = outputs;
        kind = inputs <= LayerMaps.IMAGE ? Kind.FROM_IMAGE : outputs <= LayerMaps.IMAGE ? Kind.TO_IMAGE : Kind.HIDDEN;
        int in = LayerMaps.stored(inputs);
        int out = LayerMaps.stored(outputs);
        many = kind == Kind.TO_IMAGE ? in : out;
        few = kind == Kind.TO_IMAGE ? out : in;
        biases = new float[out];
        biasGradient = new float[out];
        weights = new float[TAPS * in * out];
        gradient = new float[weights.length];
        boolean hidden = kind == Kind.HIDDEN;
        winograd = new WinogradWeights(kernels, hidden ? in : 0, hidden ? out : 0);
        transformed = new float[hidden ? WinogradWeights.ELEMENTS * in * out : 0];
        packed = new float[hidden ? 0 : weights.length];
        byImageChannel = new float[packed.length];
    }

    /** Where a weight stands. */
    private int place(int input, int output, int tap) {
        return kind == Kind.TO_IMAGE ? (tap * few + output) * many + input : (tap * few + input) * many + output;
    }

    @Override
    public void set(float[] parameters, int offset) {
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int tap = 0; tap < TAPS; tap++) {
                    weights[place(i, o, tap)] = parameters[offset + (o * inputs + i) * TAPS + tap];
                }
            }
        }
        System.arraycopy(parameters, offset + outputs * inputs * TAPS, biases, 0, outputs);
        if (kind == Kind.HIDDEN) {
            winograd.set(weights, 0);
            winograd.setBackward(weights, 0);
        } else {
            boolean turned = kind == Kind.TO_IMAGE;
            ConvolutionWeights.pack(kernels, weights, 0, few, many, turned, packed);
            ConvolutionWeights.byImageChannel(weights, 0, few, many, !turned, byImageChannel);
        }
    }

    @Override
    public void gradient(float[] to, int offset) {
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int tap = 0; tap < TAPS; tap++) {
                    to[offset + (o * inputs + i) * TAPS + tap] = gradient[place(i, o, tap)];
                }
            }
        }
        System.arraycopy(biasGradient, 0, to, offset + outputs * inputs * TAPS, outputs);
    }

    void forward(Team team, FeatureMap from, FeatureMap to) {
        switch (kind) {
            case FROM_IMAGE -> ImageConvolution.fewToMany(kernels, team, from, 0, packed, to, RowSums.NONE);
            case HIDDEN -> Winograd.run(kernels, team, from, 0, winograd.forward(), to, RowSums.NONE);
            case TO_IMAGE -> ImageConvolution.manyToFew(kernels, team, from, 0, byImageChannel, to);
        }
    }

    /** The gradient at the input. */
    void backward(Team team, FeatureMap from, FeatureMap to) {
        switch (kind) {
            case FROM_IMAGE -> ImageConvolution.manyToFew(kernels, team, from, 2, byImageChannel, to);
            case HIDDEN -> Winograd.run(kernels, team, from, 2, winograd.backward(), to, RowSums.NONE);
            case TO_IMAGE -> ImageConvolution.fewToMany(kernels, team, from, 2, packed, to, RowSums.NONE);
        }
    }

    void weightGradient(Team team, List<FeatureMap> from, List<FeatureMap> gradients) {
        switch (kind) {
            case FROM_IMAGE -> ImageConvolution.weightGradient(kernels, team, from, gradients, gradient, 0);
            case HIDDEN -> {
                new WinogradGradient(kernels, team, from, gradients, transformed).run();
                winograd.gradient(transformed, gradient, 0);
            }
            case TO_IMAGE -> ImageConvolution.tailGradient(kernels, team, from, gradients, gradient, 0);
        }
    }

    /** Sums row by row, the rows added in order. */
    void biasGradient(List<FeatureMap> gradients) {
        Arrays.fill(biasGradient, 0f);
        float[] row = new float[biasGradient.length];
        for (FeatureMap map : gradients) {
            for (int y = 0; y < map.height(); y++) {
                Arrays.fill(row, 0f);
                for (int i = 0; i < map.line(); i++) {
                    row[i % row.length] += map.data()[map.row(y) + i];
                }
                for (int c = 0; c < row.length; c++) {
                    biasGradient[c] += row[c];
                }
            }
        }
    }
}
