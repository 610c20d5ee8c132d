package dev.singan.tensor.cuda;

import dev.singan.tensor.engine.NetLayout;

/**
 * Where a network's parameters lie on the device, and how they come there from PyTorch's order. In floats, one behind the other: the first
 * convolution [tap][input][output], the hidden ones likewise, the last [tap][output][input], gamma and beta of the four layers, the last
 * biases; hidden channels are filled up with zeros to a multiple of 16.
 *
 * @param layout PyTorch's order
 */
record WeightOrder(NetLayout layout) {
    private static final int TAPS = 9;
    private static final int CHANNELS = 16;

    /** Of each part's start, so that the kernels' widest loads may begin there. */
    private static final int ALIGNMENT = 4;

    /** Hidden channels with those that fill up. */
    int channels() {
        return Extent.ceil(layout.filters(), CHANNELS) * CHANNELS;
    }

    private int inputs(int layer) {
        return layer == 0 ? layout.channels() : channels();
    }

    private int outputs(int layer) {
        return layer < NetLayout.BLOCKS ? channels() : layout.outputs(layer);
    }

    /** Where convolution 0 to 4 begins. */
    int weight(int layer) {
        int sum = 0;
        for (int l = 0; l < layer; l++) {
            sum += weightLength(l);
        }
        return sum;
    }

    /** Weights of convolution 0 to 4. */
    int weightLength(int layer) {
        return TAPS * inputs(layer) * outputs(layer);
    }

    int gamma() {
        return weight(NetLayout.BLOCKS) + weightLength(NetLayout.BLOCKS);
    }

    int beta() {
        return gamma() + NetLayout.BLOCKS * channels();
    }

    int bias() {
        return beta() + NetLayout.BLOCKS * channels();
    }

    /** All of it. */
    int length() {
        return Extent.ceil(bias() + (long) layout.outputs(NetLayout.BLOCKS), ALIGNMENT) * ALIGNMENT;
    }

    /** PyTorch's order to the device's. */
    float[] toDevice(float[] flat) {
        float[] device = new float[length()];
        eachPlace((from, to) -> device[to] = flat[from]);
        return device;
    }

    /** The device's order to PyTorch's. */
    float[] fromDevice(float[] device) {
        float[] flat = new float[layout.length()];
        eachPlace((to, from) -> flat[to] = device[from]);
        return flat;
    }

    /** Filters of four layers to channels of four layers. */
    float[] widen(float[] filters) {
        float[] wide = new float[NetLayout.BLOCKS * channels()];
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            System.arraycopy(filters, l * layout.filters(), wide, l * channels(), layout.filters());
        }
        return wide;
    }

    /** Channels of four layers to filters of four layers. */
    float[] narrow(float[] wide) {
        float[] filters = new float[NetLayout.BLOCKS * layout.filters()];
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            System.arraycopy(wide, l * channels(), filters, l * layout.filters(), layout.filters());
        }
        return filters;
    }

    private void eachPlace(Pairs pairs) {
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            eachWeight(l, pairs);
        }
        for (int l = 0; l < NetLayout.BLOCKS; l++) {
            for (int c = 0; c < layout.filters(); c++) {
                pairs.take(layout.gamma(l) + c, gamma() + l * channels() + c);
                pairs.take(layout.beta(l) + c, beta() + l * channels() + c);
            }
        }
        for (int o = 0; o < layout.outputs(NetLayout.BLOCKS); o++) {
            pairs.take(layout.bias() + o, bias() + o);
        }
    }

    private void eachWeight(int layer, Pairs pairs) {
        boolean last = layer == NetLayout.BLOCKS;
        for (int o = 0; o < layout.outputs(layer); o++) {
            for (int i = 0; i < layout.inputs(layer); i++) {
                for (int tap = 0; tap < TAPS; tap++) {
                    int flat = layout.weight(layer) + (o * layout.inputs(layer) + i) * TAPS + tap;
                    int at = last
                            ? (tap * outputs(layer) + o) * inputs(layer) + i
                            : (tap * inputs(layer) + i) * outputs(layer) + o;
                    pairs.take(flat, weight(layer) + at);
                }
            }
        }
    }

    /** Takes a place in PyTorch's order, and the device's. */
    private interface Pairs {
        void take(int flat, int device);
    }
}
