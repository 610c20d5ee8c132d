package dev.singan.tensor.onednn;

import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import java.util.ArrayList;
import java.util.List;

/** The buffers of an engine, freed together. */
final class OneDnnArena implements AutoCloseable {
    private final List<AlignedBuffer> buffers = new ArrayList<>();

    AlignedBuffer floats(long length) {
        AlignedBuffer buffer = new AlignedBuffer(length);
        buffers.add(buffer);
        return buffer;
    }

    /** Feature maps in a buffer of their own. */
    BlockedMap maps(int slots, int channels, int height, int width) {
        return new BlockedMap(floats(slots * BlockedMap.slotLength(channels, height, width)), channels, height, width);
    }

    @Override
    public void close() {
        buffers.forEach(AlignedBuffer::close);
        buffers.clear();
    }
}
