package dev.singan.classify.onnx;

import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a model's header against what a network on images must be, and gathers all that is wrong. */
final class OnnxCheck {
    private static final int IMAGE_RANK = 4;
    private static final int SMALLEST = 8;
    private static final int LARGEST = 2048;
    private static final int LARGEST_BATCH = 256;

    private final Path file;
    private final OnnxHeader header;
    private final OnnxOptions options;
    private final List<String> faults = new ArrayList<>();

    OnnxCheck(Path file, OnnxHeader header, OnnxOptions options) {
        this.file = file;
        this.header = header;
        this.options = options;
    }

    OnnxModel model() throws IOException {
        external();
        Optional<TensorInfo> output = output();
        Optional<TensorInfo> input = input();
        if (input.isEmpty() || output.isEmpty()) {
            throw faulty();
        }
        OnnxLayout layout = layout(input.get());
        int channels = channels(input.get(), layout);
        int size = size(input.get(), layout);
        List<Double> mean = values("mean", options.mean(), "mean", channels);
        List<Double> deviation = values("deviation", options.deviation(), "std", channels);
        if (deviation.stream().anyMatch(one -> !(one > 0))) {
            faults.add("its deviation " + deviation + " must be above 0: set -Dsingan.onnx.deviation");
        }
        int batch = batch(input.get());
        if (!faults.isEmpty()) {
            throw faulty();
        }
        return new OnnxModel(
                file,
                OnnxModel.hash(file, header.external()),
                input.get().name(),
                output.get().name(),
                layout,
                channels,
                size,
                batch,
                mean,
                deviation,
                description(input.get(), output.get()));
    }

    private UserException faulty() {
        return new UserException("singan.weights=" + file + " cannot be the backbone onnx: " + String.join("; ", faults)
                + ". Its inputs are " + header.inputs() + ", its outputs " + header.outputs() + ".");
    }

    private String description(TensorInfo input, TensorInfo output) {
        String metadata = header.metadata().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
        String text = (header.producer().isEmpty() ? "unknown producer" : header.producer()) + ", operators "
                + header.opset() + ", " + input + " -> " + output + (metadata.isEmpty() ? "" : ", " + metadata);
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 500 ? line.substring(0, 500) + "…" : line;
    }

    private void external() {
        for (String name : header.external()) {
            Optional<Path> place = OnnxModel.external(file, name);
            if (place.isEmpty()) {
                faults.add("its weights lie in '" + name + "', out of its folder: export it into one file");
            } else if (!Files.isRegularFile(place.get())) {
                faults.add("its weights lie in " + name + ", which is not beside it: copy that file to " + place.get());
            }
        }
    }

    private Optional<TensorInfo> input() {
        if (header.inputs().size() != 1) {
            faults.add("it has " + header.inputs().size()
                    + " inputs, but a network on images has one: export it with the image alone as its input");
            return Optional.empty();
        }
        TensorInfo input = header.inputs().get(0);
        if (input.type() != TensorInfo.FLOAT) {
            faults.add("its input is " + input.typeName() + ", but 32-bit floats are given to it"
                    + (input.typeName().endsWith("float16")
                            ? ": export it before .half(), or with keep_io_types"
                            : ""));
        }
        if (input.rank() != IMAGE_RANK) {
            faults.add("its input has " + input.rank()
                    + " axes, but an image has 4 (image, channel, row, column): it is no network on images");
            return Optional.empty();
        }
        return Optional.of(input);
    }

    private Optional<TensorInfo> output() {
        List<TensorInfo> outputs = header.outputs();
        Optional<TensorInfo> output = options.output() == null && outputs.size() == 1
                ? Optional.of(outputs.get(0))
                : outputs.stream()
                        .filter(one -> one.name().equals(options.output()))
                        .findFirst();
        if (output.isEmpty()) {
            faults.add((options.output() == null
                            ? "it has several outputs"
                            : "it has no output '" + options.output() + "'")
                    + ": set -Dsingan.onnx.output to the one that is the vector of features");
        } else if (output.get().type() != TensorInfo.FLOAT) {
            faults.add("its output " + output.get().name() + " is "
                    + output.get().typeName() + ", but 32-bit floats are read");
        } else if (!isVector(output.get())) {
            faults.add("its output " + output.get() + " is no vector for each image: choose another with"
                    + " -Dsingan.onnx.output, or export the network with its pooling");
        }
        return output;
    }

    /** One axis beside that of the images, or others of one place. */
    private static boolean isVector(TensorInfo output) {
        return output.rank() >= 2
                && output.dimensions().subList(2, output.rank()).stream().allMatch(one -> one == 1);
    }

    private OnnxLayout layout(TensorInfo input) {
        if (options.layout() != null) {
            return options.layout();
        }
        boolean first = isChannels(input, OnnxLayout.NCHW);
        boolean last = isChannels(input, OnnxLayout.NHWC);
        if (first == last) {
            faults.add("its shape does not tell where the channels are: set -Dsingan.onnx.layout=nchw or nhwc");
        }
        return last && !first ? OnnxLayout.NHWC : OnnxLayout.NCHW;
    }

    private static boolean isChannels(TensorInfo input, OnnxLayout layout) {
        return input.isFixed(layout.channels()) && List.of(1, 3).contains(input.dimension(layout.channels()));
    }

    private int channels(TensorInfo input, OnnxLayout layout) {
        if (!input.isFixed(layout.channels())) {
            List<Double> mean = options.mean();
            return mean != null && mean.size() == 1 ? 1 : 3;
        }
        int channels = input.dimension(layout.channels());
        if (channels != 1 && channels != 3) {
            faults.add("its input has " + channels + " channels in the layout " + layout.id()
                    + ", but grey images are given as 1 or 3");
        }
        return channels;
    }

    private int size(TensorInfo input, OnnxLayout layout) {
        List<Integer> fixed = new ArrayList<>();
        for (int axis = layout.rows(); axis < layout.rows() + 2; axis++) {
            if (input.isFixed(axis)) {
                fixed.add(input.dimension(axis));
            }
        }
        if (fixed.stream().distinct().count() > 1) {
            faults.add("its images are of " + fixed.get(0) + "x" + fixed.get(1) + " pixels, but patches are square");
        }
        @Nullable Integer given = options.size();
        if (fixed.isEmpty() && given == null) {
            faults.add("the size of its images is not fixed: set -Dsingan.onnx.size, such as 224");
        } else if (!fixed.isEmpty() && given != null && !fixed.contains(given)) {
            faults.add("its images are of " + fixed.get(0) + " pixels, but singan.onnx.size is " + given
                    + ": remove singan.onnx.size");
        }
        int size = fixed.isEmpty() ? (given == null ? SMALLEST : given) : fixed.get(0);
        if (size < SMALLEST || size > LARGEST) {
            faults.add(
                    "its images are of " + size + " pixels, but from " + SMALLEST + " to " + LARGEST + " can be given");
        }
        return size;
    }

    private int batch(TensorInfo input) {
        int batch = input.isFixed(0) ? input.dimension(0) : 1;
        if (batch > LARGEST_BATCH) {
            faults.add("it takes " + batch + " images at once, but at most " + LARGEST_BATCH + " are given");
        }
        return batch;
    }

    private List<Double> values(String property, @Nullable List<Double> given, String key, int channels) {
        @Nullable
        List<Double> values =
                given == null ? OnnxModel.numbers(header.metadata().get(key)) : given;
        if (values == null) {
            faults.add("neither its metadata (" + key + ") nor singan.onnx." + property + " says its " + property
                    + ": set it as the network was trained, such as -Dsingan.onnx." + property
                    + (property.equals("mean") ? "=0.485,0.456,0.406" : "=0.229,0.224,0.225")
                    + " for ImageNet's, or " + (property.equals("mean") ? "0" : "1") + " for values from 0 to 1");
            return List.of();
        }
        if (values.size() != 1 && values.size() != channels) {
            faults.add(
                    "its " + property + " has " + values.size() + " values, but its input " + channels + " channels");
        }
        return values.size() == 1 ? Collections.nCopies(channels, values.get(0)) : values;
    }
}
