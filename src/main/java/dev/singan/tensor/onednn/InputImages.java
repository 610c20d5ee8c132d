package dev.singan.tensor.onednn;

import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import org.bytedeco.dnnl.memory;

/** What a network's first convolution reads, for several images ("slots"): plain where oneDNN's kernels take that, else blocked. */
final class InputImages {
    private final int channels;
    private final int declared;
    private final int height;
    private final int width;
    private final memory.format_tag format;
    private final AlignedBuffer data;

    InputImages(int slots, int channels, int height, int width, OneDnnArena arena) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        declared = Convolution.imageChannels(channels);
        format = Convolution.sourceFormat(declared);
        data = arena.floats(slots * slotLength());
    }

    private boolean plain() {
        return format == memory.format_tag.nchw;
    }

    private long slotLength() {
        return plain() ? (long) channels * height * width : BlockedMap.slotLength(channels, height, width);
    }

    /** Some slots, as oneDNN sees them. */
    memory memory(int firstSlot, int slots) {
        return data.as(OneDnn.describe(format, slots, declared, height, width), firstSlot * slotLength());
    }

    /**
     * Copies an image (channel by channel, row by row) into the middle of a slot.
     *
     * @param margin rows and columns left as they are on each side, which is zero
     */
    void write(int slot, float[] image, int margin) {
        int rows = height - 2 * margin;
        int columns = width - 2 * margin;
        for (int k = 0; k < channels; k++) {
            for (int y = 0; y < rows; y++) {
                int from = (k * rows + y) * columns;
                int position = (y + margin) * width + margin;
                if (plain()) {
                    data.write(slot * slotLength() + (long) k * height * width + position, image, from, columns);
                } else {
                    long first = slot * slotLength() + k + (long) position * OneDnn.BLOCK;
                    for (int x = 0; x < columns; x++) {
                        data.set(Math.toIntExact((first + (long) x * OneDnn.BLOCK) * Float.BYTES), image[from + x]);
                    }
                }
            }
        }
    }
}
