package dev.singan.tensor.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of a scale, all freed at once when the scale is done, without waiting for the garbage collector. */
final class Nd4jArena implements AutoCloseable {
    private final List<INDArray> arrays = new ArrayList<>();

    /** A new array of zeros, in C order. */
    INDArray zeros(long... shape) {
        INDArray array = Nd4j.zeros(DataType.FLOAT, shape);
        arrays.add(array);
        return array;
    }

    /** A view of consecutive values of an array's buffer, in C order. */
    static INDArray view(INDArray array, long offset, long... shape) {
        long[] stride = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            stride[i] = step;
            step *= shape[i];
        }
        return Nd4j.create(array.data(), shape, stride, offset, 'c');
    }

    /** Images from (inclusive) to (exclusive) of a batch [n, h, w, c]. */
    static INDArray images(INDArray batch, int from, int to) {
        long size = batch.size(1) * batch.size(2) * batch.size(3);
        return view(batch, from * size, to - from, batch.size(1), batch.size(2), batch.size(3));
    }

    /** Images from (inclusive) to (exclusive) of a batch as a matrix with a row per position and a column per channel. */
    static INDArray matrix(INDArray batch, int from, int to) {
        long positions = batch.size(1) * batch.size(2);
        return view(batch, from * positions * batch.size(3), positions * (to - from), batch.size(3));
    }

    @Override
    public void close() {
        for (INDArray array : arrays) {
            if (array.closeable()) {
                array.close();
            }
        }
        arrays.clear();
    }
}
