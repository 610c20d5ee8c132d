package dev.singan.tensor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How numbers lie in a tensor file, little endian. */
enum TensorType {
    F64("F64", 8),
    F32("F32", 4),
    F16("F16", 2),
    BF16("BF16", 2),
    I64("I64", 8),
    I32("I32", 4),
    U8("U8", 1);

    private final String code;
    private final int bytes;

    TensorType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The name that safetensors gives to the type. */
    String code() {
        return code;
    }

    /** Bytes per number. */
    int bytes() {
        return bytes;
    }

    /** The type of a safetensors name. */
    static Optional<TensorType> of(String code) {
        return Arrays.stream(values()).filter(t -> t.code.equals(code)).findFirst();
    }

    /** The next number of a little-endian buffer, rounded to the nearest float. */
    float next(ByteBuffer in) {
        return switch (this) {
            case F64 -> (float) in.getDouble();
            case F32 -> in.getFloat();
            case F16 -> half(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
            case I64 -> (float) in.getLong();
            case I32 -> (float) in.getInt();
            case U8 -> in.get() & 0xff;
        };
    }

    /** IEEE 754 binary16: 1 sign bit, 5 exponent bits of bias 15, 10 fraction bits. */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> Math.scalb((float) fraction, -24);
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
