package dev.singan.classify.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a message of Protocol Buffers field by field, as the encoding is defined (protobuf.dev, Encoding): a field is a number and a kind,
 * and what is not asked for is skipped without being read.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;
    private int kind;

    ProtoReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** That a message is none. */
    static final class MalformedMessage extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedMessage(String message) {
            super(message);
        }
    }

    /** The number of the next field; 0 at the end of the message. */
    int next() throws MalformedMessage {
        if (!bytes.hasRemaining()) {
            return 0;
        }
        long tag = varint();
        kind = (int) (tag & 7);
        long field = tag >>> 3;
        if (field < 1 || field > Integer.MAX_VALUE) {
            throw new MalformedMessage("a field has the number " + field);
        }
        return (int) field;
    }

    /** The field's number. */
    long number() throws MalformedMessage {
        require(VARINT);
        return varint();
    }

    /** The field's text. */
    String text() throws MalformedMessage {
        return StandardCharsets.UTF_8.decode(slice()).toString();
    }

    /** The field's message. */
    ProtoReader message() throws MalformedMessage {
        return new ProtoReader(slice());
    }

    void skip() throws MalformedMessage {
        switch (kind) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new MalformedMessage("a field is of the kind " + kind);
        }
    }

    private void require(int wanted) throws MalformedMessage {
        if (kind != wanted) {
            throw new MalformedMessage("a field is of the kind " + kind + " where " + wanted + " is meant");
        }
    }

    private ByteBuffer slice() throws MalformedMessage {
        require(BYTES);
        int length = length();
        int start = bytes.position();
        advance(length);
        return bytes.duplicate().position(start).limit(start + length).slice();
    }

    private int length() throws MalformedMessage {
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedMessage("a field of " + length + " bytes goes beyond the message's end");
        }
        return (int) length;
    }

    private void advance(int count) throws MalformedMessage {
        if (count > bytes.remaining()) {
            throw new MalformedMessage("a field goes beyond the message's end");
        }
        bytes.position(bytes.position() + count);
    }

    private long varint() throws MalformedMessage {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && bytes.hasRemaining(); i++) {
            byte one = bytes.get();
            value |= (long) (one & 0x7f) << (7 * i);
            if (one >= 0) {
                return value;
            }
        }
        throw new MalformedMessage("a number has no end");
    }
}
