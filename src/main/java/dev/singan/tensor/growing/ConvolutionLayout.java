package dev.singan.tensor.growing;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parameters of a network of 3x3 convolutions lie in one flat array: for each convolution its weights (output, input, row, column),
 * then its biases, in the order of the reference implementation's {@code named_parameters()}.
 *
 * @param convolutions the convolutions in that order
 */
public record ConvolutionLayout(List<Convolution> convolutions) {
    /** Convolutions of a stage. */
    public static final int BLOCKS = 3;

    private static final int TAPS = 9;

    /**
     * A convolution.
     *
     * @param name PyTorch's name of the module, such as {@code body.0.block1.conv}
     * @param inputs channels in
     * @param outputs channels out
     * @param offset index of its first weight
     */
    public record Convolution(String name, int inputs, int outputs, int offset) {
        /** Number of weights. */
        public int weights() {
            return TAPS * inputs * outputs;
        }

        /** Number of parameters. */
        public int length() {
            return weights() + outputs;
        }
    }

    public ConvolutionLayout {
        convolutions = List.copyOf(convolutions);
    }

    /**
     * The generator of so many stages: a head, three convolutions per stage, a tail.
     *
     * @param channels channels of the image
     * @param filters channels of the feature maps
     */
    public static ConvolutionLayout generator(int channels, int filters, int stages) {
        Builder builder = new Builder();
        builder.add("head.conv", channels, filters);
        for (int k = 0; k < stages; k++) {
            for (int b = 0; b < BLOCKS; b++) {
                builder.add("body." + k + ".block" + b + ".conv", filters, filters);
            }
        }
        builder.add("tail.0", filters, channels);
        return new ConvolutionLayout(builder.convolutions);
    }

    /** The critic, with as many convolutions as the generator of one stage. */
    public static ConvolutionLayout critic(int channels, int filters) {
        Builder builder = new Builder();
        builder.add("head.conv", channels, filters);
        for (int b = 0; b < BLOCKS; b++) {
            builder.add("body.block" + b + ".conv", filters, filters);
        }
        builder.add("tail", filters, 1);
        return new ConvolutionLayout(builder.convolutions);
    }

    /** Number of convolutions. */
    public int size() {
        return convolutions.size();
    }

    /** A convolution by its number. */
    public Convolution get(int number) {
        return convolutions.get(number);
    }

    /** The convolution that comes first in a stage of a generator. */
    public int first(int stage) {
        return 1 + BLOCKS * stage;
    }

    /** Stages of a generator. */
    public int stages() {
        return (size() - 2) / BLOCKS;
    }

    /** Number of parameters. */
    public int length() {
        Convolution last = get(size() - 1);
        return last.offset() + last.length();
    }

    private static final class Builder {
        private final List<Convolution> convolutions = new ArrayList<>();
        private int offset;

        void add(String name, int inputs, int outputs) {
            Convolution convolution = new Convolution(name, inputs, outputs, offset);
            convolutions.add(convolution);
            offset += convolution.length();
        }
    }
}
