package dev.singan.tensor;

import java.util.Arrays;

/**
 * Numbers in an array of any rank, row-major (the last index runs fastest). A scalar has the empty shape and one value.
 *
 * <p>The arrays are not copied: whoever makes a tensor hands them over, and nobody writes to them afterwards.
 *
 * @param shape the extents, each 0 or more
 * @param data as many values as the product of the extents
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare contents
public record Tensor(int[] shape, float[] data) {
    /** @throws IllegalArgumentException where the number of values is not the product of the extents */
    public Tensor {
        if (count(shape) != data.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " does not have " + data.length + " values");
        }
    }

    /** A tensor of values and a shape. */
    public static Tensor of(float[] data, int... shape) {
        return new Tensor(shape, data);
    }

    /** A vector. */
    public static Tensor vector(float... data) {
        return new Tensor(new int[] {data.length}, data);
    }

    /** A scalar, of the empty shape. */
    public static Tensor scalar(float value) {
        return new Tensor(new int[0], new float[] {value});
    }

    /** How many values a shape has. */
    private static long count(int[] shape) {
        long n = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
            }
            n = Math.multiplyExact(n, (long) extent);
        }
        return n;
    }

    /** The number of extents. */
    public int rank() {
        return shape.length;
    }

    /** The extent of an axis. */
    public int size(int axis) {
        return shape[axis];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && Arrays.equals(shape, t.shape) && Arrays.equals(data, t.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
