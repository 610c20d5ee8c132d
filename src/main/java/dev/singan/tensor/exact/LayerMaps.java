package dev.singan.tensor.exact;

import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.exact.kernel.Channels;

/** Images or feature maps of one size in several slots. */
final class LayerMaps implements Maps {
    /** Channels of an image at most; what has more is a feature map, whose channels are filled up. */
    static final int IMAGE = 3;

    private final int channels;
    private final FeatureMap[] slots;

    LayerMaps(int channels, FeatureMap[] slots) {
        this.channels = channels;
        this.slots = slots;
    }

    /** Channels as they are stored. */
    static int stored(int channels) {
        return channels <= IMAGE ? channels : Channels.fill(channels);
    }

    FeatureMap slot(int slot) {
        return slots[slot];
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int height() {
        return slots[0].height();
    }

    @Override
    public int width() {
        return slots[0].width();
    }

    @Override
    public void write(int slot, float[] image, int margin) {
        slots[slot].write(image, channels, margin);
    }

    @Override
    public float[] read(int slot) {
        return slots[slot].read(channels);
    }
}
