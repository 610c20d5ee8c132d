package dev.singan.classify.onnx;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.Words;

/** The order of an input's axes. */
public enum OnnxLayout {
    /** Image, channel, row, column: PyTorch's. */
    NCHW,
    /** Image, row, column, channel: TensorFlow's. */
    NHWC;

    /** The name in parameters. */
    @JsonValue
    public String id() {
        return Words.of(this);
    }

    /**
     * The layout of a name.
     *
     * @throws dev.singan.base.UserException where there is none
     */
    @JsonCreator
    public static OnnxLayout named(String id) {
        return Words.choice("singan.onnx.layout", id, OnnxLayout.class);
    }

    /** The axis of the channels. */
    int channels() {
        return this == NCHW ? 1 : 3;
    }

    /** The axis of the rows; that of the columns follows it. */
    int rows() {
        return this == NCHW ? 2 : 1;
    }
}
