package dev.singan.classify.onnx;

import dev.singan.base.UserException;
import dev.singan.classify.onnx.ProtoReader.MalformedMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an ONNX file says of itself, without its weights being read: the messages {@code ModelProto}, {@code GraphProto},
 * {@code ValueInfoProto} and {@code TensorProto} of ONNX's {@code onnx.proto}, by the numbers of their fields.
 *
 * @param irVersion the version of the file's layout
 * @param producer what wrote it, with its version
 * @param opset the version of ONNX's own operators; 0 where it imports none
 * @param inputs without the weights, which old files list among them
 * @param outputs of the graph
 * @param metadata what its author added, by name
 * @param external files that hold weights, relative to the model's folder
 */
record OnnxHeader(
        long irVersion,
        String producer,
        long opset,
        List<TensorInfo> inputs,
        List<TensorInfo> outputs,
        SortedMap<String, String> metadata,
        SortedSet<String> external) {

    /**
     * Reads a file's header.
     *
     * @throws UserException where the file is missing, or is no ONNX model
     */
    static OnnxHeader read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserException("There is no model " + file
                    + ", which singan.weights names for singan.backbone=onnx: give the path of an ONNX file.");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw none(file, "it has " + channel.size() + " bytes, and ONNX files have less than 2 GB");
            }
            Reading reading = new Reading();
            reading.model(new ProtoReader(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
            if (reading.irVersion == 0 || reading.outputs.isEmpty()) {
                throw none(file, "it has no graph with outputs");
            }
            return reading.header();
        } catch (MalformedMessage e) {
            throw none(file, String.valueOf(e.getMessage()));
        }
    }

    private static UserException none(Path file, String why) {
        return new UserException(file + ", which singan.weights names, is no ONNX model (" + why
                + "): give a file that torch.onnx.export or another exporter wrote, whole.");
    }

    /** What was read so far. */
    private static final class Reading {
        private long irVersion;
        private String name = "";
        private String version = "";
        private long opset;
        private final List<TensorInfo> inputs = new ArrayList<>();
        private final List<TensorInfo> outputs = new ArrayList<>();
        private final SortedSet<String> weights = new TreeSet<>();
        private final SortedMap<String, String> metadata = new TreeMap<>();
        private final SortedSet<String> external = new TreeSet<>();

        OnnxHeader header() {
            inputs.removeIf(input -> weights.contains(input.name()));
            return new OnnxHeader(
                    irVersion, (name + " " + version).strip(), opset, inputs, outputs, metadata, external);
        }

        void model(ProtoReader model) throws MalformedMessage {
            for (int field = model.next(); field != 0; field = model.next()) {
                switch (field) {
                    case 1 -> irVersion = model.number();
                    case 2 -> name = model.text();
                    case 3 -> version = model.text();
                    case 7 -> graph(model.message());
                    case 8 -> operators(model.message());
                    case 14 -> entry(model.message(), metadata);
                    default -> model.skip();
                }
            }
        }

        private void graph(ProtoReader graph) throws MalformedMessage {
            for (int field = graph.next(); field != 0; field = graph.next()) {
                switch (field) {
                    case 5 -> weights(graph.message());
                    case 11 -> inputs.add(value(graph.message()));
                    case 12 -> outputs.add(value(graph.message()));
                    default -> graph.skip();
                }
            }
        }

        private void operators(ProtoReader operators) throws MalformedMessage {
            String domain = "";
            long imported = 0;
            for (int field = operators.next(); field != 0; field = operators.next()) {
                switch (field) {
                    case 1 -> domain = operators.text();
                    case 2 -> imported = operators.number();
                    default -> operators.skip();
                }
            }
            if (domain.isEmpty() || domain.equals("ai.onnx")) {
                opset = imported;
            }
        }

        private static void entry(ProtoReader entry, SortedMap<String, String> to) throws MalformedMessage {
            String key = "";
            String value = "";
            for (int field = entry.next(); field != 0; field = entry.next()) {
                switch (field) {
                    case 1 -> key = entry.text();
                    case 2 -> value = entry.text();
                    default -> entry.skip();
                }
            }
            to.put(key, value);
        }

        private void weights(ProtoReader tensor) throws MalformedMessage {
            SortedMap<String, String> place = new TreeMap<>();
            for (int field = tensor.next(); field != 0; field = tensor.next()) {
                switch (field) {
                    case 8 -> weights.add(tensor.text());
                    case 13 -> entry(tensor.message(), place);
                    default -> tensor.skip();
                }
            }
            if (place.containsKey("location")) {
                external.add(place.get("location"));
            }
        }

        private static TensorInfo value(ProtoReader value) throws MalformedMessage {
            String name = "";
            TensorInfo tensor = new TensorInfo("", 0, List.of());
            for (int field = value.next(); field != 0; field = value.next()) {
                switch (field) {
                    case 1 -> name = value.text();
                    case 2 -> tensor = type(value.message());
                    default -> value.skip();
                }
            }
            return new TensorInfo(name, tensor.type(), tensor.dimensions());
        }

        private static TensorInfo type(ProtoReader type) throws MalformedMessage {
            TensorInfo tensor = new TensorInfo("", 0, List.of());
            for (int field = type.next(); field != 0; field = type.next()) {
                if (field == 1) {
                    tensor = tensor(type.message());
                } else {
                    type.skip();
                }
            }
            return tensor;
        }

        private static TensorInfo tensor(ProtoReader tensor) throws MalformedMessage {
            long elements = 0;
            List<Long> dimensions = new ArrayList<>();
            for (int field = tensor.next(); field != 0; field = tensor.next()) {
                switch (field) {
                    case 1 -> elements = tensor.number();
                    case 2 -> dimensions = shape(tensor.message());
                    default -> tensor.skip();
                }
            }
            return new TensorInfo("", (int) Math.min(Math.max(elements, 0), Integer.MAX_VALUE), dimensions);
        }

        private static List<Long> shape(ProtoReader shape) throws MalformedMessage {
            List<Long> dimensions = new ArrayList<>();
            for (int field = shape.next(); field != 0; field = shape.next()) {
                if (field == 1) {
                    dimensions.add(dimension(shape.message()));
                } else {
                    shape.skip();
                }
            }
            return dimensions;
        }

        /** A number, or a name for one that is not fixed; exporters write 0 or less for it, too. */
        private static long dimension(ProtoReader dimension) throws MalformedMessage {
            long value = TensorInfo.DYNAMIC;
            for (int field = dimension.next(); field != 0; field = dimension.next()) {
                if (field == 1) {
                    value = dimension.number();
                } else {
                    dimension.skip();
                }
            }
            return value < 1 || value > Integer.MAX_VALUE ? TensorInfo.DYNAMIC : value;
        }
    }
}
