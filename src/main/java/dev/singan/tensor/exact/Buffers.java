package dev.singan.tensor.exact;

/** Room for the gradients at activations: those of a block are needed until the block below has been reached, so that two blocks' share it in turn. */
final class Buffers {
    private final float[][][] data;

    /**
     * @param slots images at once
     * @param length of the largest map's array
     */
    Buffers(int slots, int length) {
        data = new float[2][slots][length];
    }

    /** The map of a block and slot, of the size of another. */
    FeatureMap map(int block, int slot, FeatureMap like) {
        return new FeatureMap(like.height(), like.width(), like.channels(), data[block % 2][slot]);
    }
}
