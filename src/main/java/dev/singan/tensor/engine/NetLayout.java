package dev.singan.tensor.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parameters of a network lie in one flat array of floats, in the order and with the names of the official
 * PyTorch code's {@code named_parameters()}: for each of the four hidden blocks the convolution's weights (OIHW), the batch
 * norm's weight (gamma) and bias (beta), then weights and bias of the last convolution.
 *
 * <p>The biases of the four hidden convolutions are not among them. The batch norm that follows subtracts whatever they
 * add, so they have no effect on any output and no gradient; files for PyTorch hold zeros for them.
 *
 * @param net which network
 * @param channels channels of the image
 * @param filters filters of the hidden convolutions
 */
public record NetLayout(Net net, int channels, int filters) {
    /** Hidden blocks (convolution, batch norm, LeakyReLU). */
    public static final int BLOCKS = ScaleShape.LAYERS - 1;

    private static final int TAPS = 9;

    /**
     * One parameter.
     *
     * @param name PyTorch's name within the network, such as {@code body.block1.norm.weight}
     * @param offset its first value's index in the flat array
     * @param shape its shape in PyTorch: OIHW for a convolution's weights
     */
    public record Segment(String name, int offset, List<Integer> shape) {
        /** Number of values. */
        public int length() {
            return shape.stream().reduce(1, (a, b) -> a * b);
        }
    }

    /** Input channels of convolution 0 to 4. */
    public int inputs(int layer) {
        return layer == 0 ? channels : filters;
    }

    /** Output channels of convolution 0 to 4. */
    public int outputs(int layer) {
        if (layer < BLOCKS) {
            return filters;
        }
        return net == Net.GENERATOR ? channels : 1;
    }

    /** Index of the first weight of convolution 0 to 4; its weights are OIHW. */
    public int weight(int layer) {
        int offset = 0;
        for (int l = 0; l < layer; l++) {
            offset += weightLength(l) + 2 * filters;
        }
        return offset;
    }

    /** Number of weights of convolution 0 to 4. */
    public int weightLength(int layer) {
        return outputs(layer) * inputs(layer) * TAPS;
    }

    /** Index of the first batch norm weight of block 0 to 3. */
    public int gamma(int block) {
        return weight(block) + weightLength(block);
    }

    /** Index of the first batch norm bias of block 0 to 3. */
    public int beta(int block) {
        return gamma(block) + filters;
    }

    /** Index of the last convolution's first bias. */
    public int bias() {
        return weight(BLOCKS) + weightLength(BLOCKS);
    }

    /** Number of parameters in all. */
    public int length() {
        return bias() + outputs(BLOCKS);
    }

    /** Number of running means, and of running variances: block by block, {@link #filters} each. */
    public int statisticsLength() {
        return BLOCKS * filters;
    }

    /** PyTorch's name of a hidden block: {@code head}, {@code body.block1}, … */
    public static String block(int block) {
        return block == 0 ? "head" : "body.block" + block;
    }

    /** PyTorch's name of the last convolution: {@code tail.0} in the generator, {@code tail} in the critic. */
    public String tail() {
        return net.tail();
    }

    /** All parameters in the order of the flat array. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (int l = 0; l < BLOCKS; l++) {
            segments.add(new Segment(block(l) + ".conv.weight", weight(l), List.of(outputs(l), inputs(l), 3, 3)));
            segments.add(new Segment(block(l) + ".norm.weight", gamma(l), List.of(filters)));
            segments.add(new Segment(block(l) + ".norm.bias", beta(l), List.of(filters)));
        }
        segments.add(new Segment(tail() + ".weight", weight(BLOCKS), List.of(outputs(BLOCKS), inputs(BLOCKS), 3, 3)));
        segments.add(new Segment(tail() + ".bias", bias(), List.of(outputs(BLOCKS))));
        return List.copyOf(segments);
    }
}
