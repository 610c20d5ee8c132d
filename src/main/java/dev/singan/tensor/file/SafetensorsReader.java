package dev.singan.tensor.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.singan.base.Json;
import dev.singan.base.Limits;
import dev.singan.base.UserException;
import dev.singan.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads safetensors files; every number of the header is checked before it is used, so that a damaged file is refused. */
final class SafetensorsReader {
    /** Bytes of the heap that a byte of the header takes while it is read. */
    private static final int HEAP_PER_BYTE = 8;

    private static final int CHUNK = 1 << 20;
    private static final ObjectReader HEADER = Json.mapper()
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final FileChannel channel;

    private SafetensorsReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    private record Entry(String name, TensorType type, int[] shape, long count, long begin, long end) {}

    static Safetensors read(Path file) throws IOException {
        Limits.requireRegular(file, "the file of weights");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SafetensorsReader(file, channel).read();
        }
    }

    static Map<String, String> readMetadata(Path file) throws IOException {
        Limits.requireRegular(file, "the file of weights");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsReader reader = new SafetensorsReader(file, channel);
            return reader.metadata(reader.header(reader.headerLength()));
        }
    }

    private Safetensors read() throws IOException {
        long headerLength = headerLength();
        JsonNode header = header(headerLength);
        long start = Long.BYTES + headerLength;
        List<Entry> entries = entries(header, channel.size() - start);
        Limits.requireHeap(
                file, Float.BYTES * entries.stream().mapToLong(Entry::count).sum());
        Map<String, Tensor> tensors = new HashMap<>();
        for (Entry entry : entries) {
            tensors.put(entry.name, new Tensor(entry.shape, values(entry, start)));
        }
        return new Safetensors(tensors, metadata(header));
    }

    private long headerLength() throws IOException {
        if (channel.size() < Long.BYTES) {
            throw damaged("it has " + channel.size() + " bytes, not even the 8 of the header's length");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(length, 0);
        long n = length.getLong();
        if (n < 2 || n > Limits.TENSOR_HEADER || n > channel.size() - Long.BYTES) {
            throw damaged("its header is said to have " + n + " bytes, the file has " + channel.size());
        }
        return n;
    }

    private JsonNode header(long length) throws IOException {
        Limits.requireHeap(file, HEAP_PER_BYTE * length);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        fill(bytes, Long.BYTES);
        JsonNode header;
        try (JsonParser parser = HEADER.createParser(bytes.array())) {
            header = HEADER.readValue(parser);
        } catch (JsonProcessingException e) {
            throw new UserException(message("its header is not JSON (" + Json.place(e) + ")"), e);
        }
        if (!header.isObject()) {
            throw damaged("its header is not a JSON object");
        }
        return header;
    }

    private Map<String, String> metadata(JsonNode header) {
        Map<String, String> metadata = new HashMap<>();
        JsonNode node = header.path(Safetensors.METADATA);
        if (!node.isMissingNode() && !node.isObject()) {
            throw damaged("its " + Safetensors.METADATA + " is not a JSON object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw damaged("its metadata " + entry.getKey() + " is not a string");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
        return metadata;
    }

    private List<Entry> entries(JsonNode header, long available) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(Safetensors.METADATA)) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : entries) {
            if (entry.begin != position) {
                throw damaged("tensor " + entry.name + " begins at byte " + entry.begin + ", expected " + position);
            }
            position = entry.end;
        }
        if (position != available) {
            throw damaged("its tensors need " + position + " bytes, the file has " + available);
        }
        return entries;
    }

    private Entry entry(String name, JsonNode node) {
        String code = node.path("dtype").asText();
        TensorType type = TensorType.of(code)
                .orElseThrow(() -> new UserException(
                        file + " cannot be read: its tensor " + name + " has the type '" + code + "'; readable are "
                                + TensorType.codes() + ". Leave the tensor out, or save it as one of these."));
        long[] extents = integers(name, "shape", node.path("shape"));
        long[] offsets = integers(name, "data_offsets", node.path("data_offsets"));
        if (offsets.length != 2) {
            throw damaged("tensor " + name + " has " + offsets.length + " data_offsets, expected 2");
        }
        int[] shape = new int[extents.length];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            if (extents[i] > Integer.MAX_VALUE || count * extents[i] > Integer.MAX_VALUE) {
                throw damaged("tensor " + name + " has more than 2^31 - 1 values");
            }
            shape[i] = (int) extents[i];
            count *= extents[i];
        }
        if (offsets[1] - offsets[0] != count * type.bytes()) {
            throw damaged("tensor " + name + " has " + count + " values of type " + code + ", but "
                    + (offsets[1] - offsets[0]) + " bytes");
        }
        return new Entry(name, type, shape, count, offsets[0], offsets[1]);
    }

    private long[] integers(String name, String field, JsonNode node) {
        if (!node.isArray()) {
            throw damaged("tensor " + name + " has no list " + field);
        }
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode item = node.get(i);
            if (!item.canConvertToLong() || !item.isIntegralNumber() || item.longValue() < 0) {
                throw damaged("tensor " + name + " has '" + item + "' in " + field);
            }
            values[i] = item.longValue();
        }
        return values;
    }

    private float[] values(Entry entry, long start) throws IOException {
        float[] values = new float[(int) entry.count];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        for (long at = entry.begin; at < entry.end; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, entry.end - at));
            fill(chunk, start + at);
            while (chunk.hasRemaining()) {
                values[done++] = entry.type.next(chunk);
            }
        }
        return values;
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, at);
            if (n < 0) {
                throw new EOFException(file + " became shorter while it was read");
            }
            at += n;
        }
        buffer.flip();
    }

    private UserException damaged(String what) {
        return new UserException(message(what));
    }

    private String message(String what) {
        return file + " is not a readable safetensors file: " + what
                + ". Delete it and let it be made or fetched again.";
    }
}
