package dev.singan.tensor.file;

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
    I16("I16", 2),
    I8("I8", 1),
    U64("U64", 8),
    U32("U32", 4),
    U16("U16", 2),
    U8("U8", 1),
    BOOL("BOOL", 1);

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

    /** The names of all types, for messages. */
    static String codes() {
        return String.join(", ", Arrays.stream(values()).map(TensorType::code).toList());
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
            case I16 -> in.getShort();
            case I8 -> in.get();
            case U64 -> unsigned(in.getLong());
            case U32 -> (float) (in.getInt() & 0xffff_ffffL);
            case U16 -> in.getShort() & 0xffff;
            case U8 -> in.get() & 0xff;
            case BOOL -> in.get() == 0 ? 0 : 1;
        };
    }

    private static float unsigned(long value) {
        // Half of it, its last bit kept for the rounding, where the sign bit is a digit.
        return value >= 0 ? (float) value : 2 * (float) (value >>> 1 | value & 1);
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
