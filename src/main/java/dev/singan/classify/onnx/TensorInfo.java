package dev.singan.classify.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of a model.
 *
 * @param name in the graph
 * @param type the elements' type, by its number in ONNX's {@code TensorProto.DataType}; 0 where it is no tensor
 * @param dimensions of each axis; {@link #DYNAMIC} where it is not fixed
 */
record TensorInfo(String name, int type, List<Long> dimensions) {
    static final long DYNAMIC = -1;
    static final int FLOAT = 1;

    private static final List<String> TYPES = Arrays.asList(
            "no tensor",
            "float",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "int32",
            "int64",
            "string",
            "bool",
            "float16",
            "double",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "bfloat16");

    TensorInfo {
        dimensions = List.copyOf(dimensions);
    }

    int rank() {
        return dimensions.size();
    }

    boolean isFixed(int axis) {
        return dimensions.get(axis) != DYNAMIC;
    }

    int dimension(int axis) {
        return Math.toIntExact(dimensions.get(axis));
    }

    String typeName() {
        return type < TYPES.size() ? TYPES.get(type) : "type " + type;
    }

    /** Such as {@code input: float ?x3x224x224}. */
    @Override
    public String toString() {
        return name + ": " + typeName() + " "
                + dimensions.stream()
                        .map(d -> d == DYNAMIC ? "?" : Long.toString(d))
                        .collect(Collectors.joining("x"));
    }
}
