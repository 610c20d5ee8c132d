package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import org.bytedeco.dnnl.memory;

/**
 * A network whose filters (and where need be the image's channels) are filled up to whole blocks, since oneDNN has no compiled kernels for less. The added weights, and so the added
 * channels and every gradient at them, are zero.
 *
 * @param net the network as it is
 * @param wide the same as oneDNN is told
 */
record WideLayout(NetLayout net, NetLayout wide) {
    private static final int TAPS = 9;

    static WideLayout of(NetLayout net) {
        int filters = BlockedMap.paddedChannels(net.filters());
        return new WideLayout(net, new NetLayout(net.net(), Convolution.imageChannels(net.channels()), filters));
    }

    /** The plain layout of a convolution's weights. */
    memory.desc plain(int layer) {
        return OneDnn.describe(memory.format_tag.oihw, wide.outputs(layer), wide.inputs(layer), 3, 3);
    }

    /** A convolution's weights from the network's flat array. */
    AlignedBuffer widen(float[] flat, int layer) {
        AlignedBuffer plain = new AlignedBuffer(wide.weightLength(layer));
        int row = net.inputs(layer) * TAPS;
        for (int o = 0; o < net.outputs(layer); o++) {
            plain.write((long) o * wide.inputs(layer) * TAPS, flat, net.weight(layer) + o * row, row);
        }
        return plain;
    }

    /** Copies a convolution's plain weights to the network's flat array. */
    void narrow(AlignedBuffer plain, float[] flat, int layer) {
        int row = net.inputs(layer) * TAPS;
        for (int o = 0; o < net.outputs(layer); o++) {
            plain.read((long) o * wide.inputs(layer) * TAPS, flat, net.weight(layer) + o * row, row);
        }
    }
}
