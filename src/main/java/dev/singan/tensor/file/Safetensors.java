package dev.singan.tensor.file;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a safetensors file (format of Hugging Face's library of that name): named tensors and string metadata.
 * It is written in float32, in the order of the names, so that the same content gives the same bytes.
 *
 * <p>Layout: the header's length (8 bytes, little endian), the header (a JSON object from name to {@code dtype},
 * {@code shape} and {@code data_offsets}; {@code __metadata__} maps strings to strings), padded with spaces to a multiple
 * of 8, then the values, little endian and row-major, without gaps.
 *
 * @param tensors by name, in the order of the names
 * @param metadata free text by name, in the order of the names
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** Copies the maps. */
    public Safetensors {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be called " + METADATA);
        }
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** Tensors without metadata. */
    public Safetensors(Map<String, Tensor> tensors) {
        this(tensors, Map.of());
    }

    /**
     * The tensor of a name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
        }
        return tensor;
    }

    /**
     * Reads a file. Numbers of 64, 32 and 16 bits (F64, F32, F16, BF16, I64, I32, U8) become float32.
     *
     * @throws UserException where the file is damaged or has a type that cannot be read; the message says which tensor
     * @throws IOException where it cannot be opened
     */
    public static Safetensors read(Path file) throws IOException {
        return SafetensorsReader.read(file);
    }

    /** Reads the string metadata alone, without the values. Errors as in {@link #read}. */
    public static Map<String, String> readMetadata(Path file) throws IOException {
        return SafetensorsReader.readMetadata(file);
    }

    /** Writes a file, atomically. */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        new Safetensors(tensors, metadata).write(file);
    }

    /** Writes a file, atomically. */
    public void write(Path file) throws IOException {
        AtomicFiles.write(file, this::write);
    }

    private void write(OutputStream out) throws IOException {
        byte[] header = header();
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors.values()) {
            float[] data = tensor.data();
            for (int from = 0; from < data.length; from += buffer.capacity() / Float.BYTES) {
                int n = Math.min(buffer.capacity() / Float.BYTES, data.length - from);
                buffer.clear().asFloatBuffer().put(data, from, n);
                out.write(buffer.array(), 0, n * Float.BYTES);
            }
        }
    }

    private byte[] header() {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            entries.put(METADATA, metadata);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + (long) Float.BYTES * tensor.data().length;
            entries.put(
                    entry.getKey(),
                    Map.of("dtype", "F32", "shape", tensor.shape(), "data_offsets", new long[] {offset, end}));
            offset = end;
        }
        byte[] json = Json.line(entries).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }
}
