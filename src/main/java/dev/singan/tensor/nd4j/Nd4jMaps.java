package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.Maps;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Maps as ND4J computes with them.
 *
 * @param array [slot, row, column, channel]
 */
record Nd4jMaps(INDArray array) implements Maps {
    @Override
    public int channels() {
        return (int) array.size(3);
    }

    @Override
    public int height() {
        return (int) array.size(1);
    }

    @Override
    public int width() {
        return (int) array.size(2);
    }

    /** Neighbouring slots. */
    INDArray slots(int first, int count) {
        return Nd4jArena.images(array, first, first + count);
    }

    /** Neighbouring slots with a row per position. */
    INDArray positions(int first, int count) {
        return Nd4jArena.matrix(array, first, first + count);
    }

    @Override
    public void write(int slot, float[] image, int margin) {
        Images.put(image, channels(), height() - 2 * margin, width() - 2 * margin, margin, slots(slot, 1));
    }

    @Override
    public float[] read(int slot) {
        return Images.get(slots(slot, 1));
    }

    /** A slot's values, channel by channel within a position. */
    float[] values(int slot) {
        long length = array.length() / array.size(0);
        return Nd4jArena.view(array, slot * length, length).toFloatVector();
    }

    /** Replaces them. */
    void assign(int slot, float[] values) {
        INDArray to = positions(slot, 1);
        to.assign(Nd4j.createFromArray(values).reshape(to.shape()));
    }
}
