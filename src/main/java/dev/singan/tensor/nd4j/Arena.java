package dev.singan.tensor.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of a scale, all freed at once when the scale is done, without waiting for the garbage collector. */
final class Arena implements AutoCloseable {
    private final List<INDArray> arrays = new ArrayList<>();

    /** A new array of zeros, in C order. */
    INDArray zeros(long... shape) {
        return keep(Nd4j.zeros(DataType.FLOAT, shape));
    }

    /** A new column vector that a matrix product can write to; see {@link ColumnVector}. */
    ColumnVector column(int length) {
        INDArray column = keep(Nd4j.create(DataType.FLOAT, new long[] {length, 1}, 'f'));
        return new ColumnVector(column, view(column, 0, 1, length));
    }

    /** A new matrix in Fortran order, which is what {@code gemm} writes to. */
    INDArray product(long rows, long columns) {
        return keep(Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'f'));
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

    private INDArray keep(INDArray array) {
        arrays.add(array);
        return array;
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

    /**
     * One value per channel in one buffer seen in two ways: {@code gemm} writes to arrays in Fortran order only, and element-wise
     * operations broadcast rows.
     *
     * @param column [c, 1], Fortran order
     * @param row [1, c], C order
     */
    record ColumnVector(INDArray column, INDArray row) {}
}
