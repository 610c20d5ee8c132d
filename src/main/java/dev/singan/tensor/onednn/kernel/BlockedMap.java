package dev.singan.tensor.onednn.kernel;

import org.bytedeco.dnnl.memory;

/**
 * The feature maps of one layer for several images ("slots"), in blocked layout. Several layers may share a buffer.
 *
 * @param data the buffer, at least slots x {@link #slotLength()} floats
 * @param channels channels as oneDNN is told; zeros fill up the last block
 * @param height rows
 * @param width columns
 */
public record BlockedMap(AlignedBuffer data, int channels, int height, int width) {
    /** One block's worth of lanes of one slot: the byte offset of its first position, and how many positions. */
    public record Plane(AlignedBuffer data, int offset, int positions) {}

    /** Floats of one slot. */
    public static long slotLength(int channels, int height, int width) {
        return (long) paddedChannels(channels) * height * width;
    }

    public static int paddedChannels(int channels) {
        return (channels + OneDnn.BLOCK - 1) / OneDnn.BLOCK * OneDnn.BLOCK;
    }

    public long slotLength() {
        return slotLength(channels, height, width);
    }

    public int positions() {
        return height * width;
    }

    /** Lanes from a channel on, which must be a multiple of the lanes' number. */
    public Plane plane(int slot, int channel) {
        long floats = slot * slotLength()
                + (long) (channel / OneDnn.BLOCK) * positions() * OneDnn.BLOCK
                + channel % OneDnn.BLOCK;
        return new Plane(data, Math.toIntExact(floats * Float.BYTES), positions());
    }

    /** Some slots, as oneDNN sees them. */
    public memory memory(int firstSlot, int slots) {
        memory.desc description = OneDnn.describe(OneDnn.blocked(), slots, channels, height, width);
        return data.as(description, firstSlot * slotLength());
    }

    /** Copies an image (channel by channel, row by row) into a slot; it may have fewer channels. */
    public void write(int slot, float[] image) {
        for (int c = 0; c < image.length / positions(); c++) {
            int offset = plane(slot, c).offset();
            for (int i = 0; i < positions(); i++) {
                data.set(offset + i * OneDnnLanes.STRIDE, image[c * positions() + i]);
            }
        }
    }

    /** Copies a slot's first channels out, channel by channel, row by row. */
    public float[] read(int slot, int count) {
        float[] image = new float[count * positions()];
        for (int c = 0; c < count; c++) {
            int offset = plane(slot, c).offset();
            for (int i = 0; i < positions(); i++) {
                image[c * positions() + i] = data.get(offset + i * OneDnnLanes.STRIDE);
            }
        }
        return image;
    }
}
