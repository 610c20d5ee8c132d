package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.Maps;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import org.bytedeco.dnnl.memory;

/** Maps as oneDNN computes with them. */
sealed interface OneDnnMaps extends Maps {
    /**
     * Neighbouring slots, as oneDNN sees them.
     *
     * @param declared channels as it is told
     */
    memory memory(int first, int count, int declared);

    /**
     * What a first convolution reads.
     *
     * @param data the images
     */
    record Plain(InputImages data, int channels, int height, int width) implements OneDnnMaps {
        @Override
        public memory memory(int first, int count, int declared) {
            return data.memory(first, count);
        }

        @Override
        public void write(int slot, float[] image, int margin) {
            data.write(slot, image, margin);
        }

        @Override
        public float[] read(int slot) {
            throw new UnsupportedOperationException("the input of a network is never read back");
        }
    }

    /**
     * Feature maps and gradients, in blocks of channels.
     *
     * @param data the maps
     */
    record Blocked(BlockedMap data) implements OneDnnMaps {
        @Override
        public int channels() {
            return data.channels();
        }

        @Override
        public int height() {
            return data.height();
        }

        @Override
        public int width() {
            return data.width();
        }

        @Override
        public memory memory(int first, int count, int declared) {
            return data.data()
                    .as(
                            OneDnn.describe(OneDnn.blocked(), count, declared, height(), width()),
                            first * data.slotLength());
        }

        @Override
        public void write(int slot, float[] image, int margin) {
            if (margin != 0) {
                throw new IllegalArgumentException("feature maps are written whole");
            }
            data.write(slot, image);
        }

        @Override
        public float[] read(int slot) {
            return data.read(slot, channels());
        }
    }
}
