package dev.singan.tensor.onednn;

import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.BlockedMap;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that the layers of both networks of a scale share, one after the other: what is in them is used up before the next layer
 * needs them.
 *
 * @param activations for the activations of a layer, where there is no room to keep those of all layers; else null
 * @param activationGradients for gradients at the activations
 * @param outputGradients for gradients at the convolutions' outputs
 */
record Scratch(@Nullable AlignedBuffer activations, AlignedBuffer activationGradients, AlignedBuffer outputGradients) {
    /** Bytes of kept activations from which on they are rather computed again: a few percent of time for a quarter of the memory. */
    static final long ROOM = 256L << 20;

    static Scratch of(ScaleShape shape, long room, OneDnnArena arena) {
        int padding = 2 * ScaleShape.PADDING;
        long critic = largest(shape, 0);
        long generator = largest(shape, padding);
        long slots = Math.max(OneDnnCriticStep.SLOTS * critic, OneDnnGeneratorStep.SLOTS * generator);
        long kept = (ScaleShape.LAYERS - 1) * (OneDnnCriticStep.SLOTS * critic + OneDnnGeneratorStep.SLOTS * generator);
        return new Scratch(
                kept * Float.BYTES > room ? arena.floats(slots) : null,
                arena.floats(Math.max((OneDnnCriticStep.SLOTS - 1) * critic, OneDnnGeneratorStep.SLOTS * generator)),
                arena.floats(slots));
    }

    /** Floats of one image's maps in the first layer, the largest. */
    private static long largest(ScaleShape shape, int padding) {
        return BlockedMap.slotLength(shape.filters(), shape.height() + padding - 2, shape.width() + padding - 2);
    }
}
