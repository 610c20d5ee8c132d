package dev.singan.classify.onnx;

import dev.singan.base.Hashes;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX model that maps an image to a vector, and how images are given to it.
 *
 * @param file where it lies
 * @param sha256 of the file; where weights lie in other files, of the list of all of them as {@code sha256sum} writes it
 * @param input the name of its input
 * @param output the name of the output that is the vector
 * @param layout the order of the input's axes
 * @param channels 1 or 3, all equal
 * @param size side of the images in pixels
 * @param batch how many images it takes at once: what it fixes, else 1, so that no image's features depend on another
 * @param mean what is subtracted of values in [0, 1], for each channel
 * @param deviation what they are divided by then
 * @param description what it says of itself, for people
 */
public record OnnxModel(
        Path file,
        String sha256,
        String input,
        String output,
        OnnxLayout layout,
        int channels,
        int size,
        int batch,
        List<Double> mean,
        List<Double> deviation,
        String description) {

    /**
     * Reads what a model says of itself, and holds it against what a network on images must be.
     *
     * @throws UserException where it is no ONNX model, no model of images, or something is neither said by it nor given; all of it at once
     */
    public static OnnxModel read(Path file, OnnxOptions options) throws IOException {
        return new OnnxCheck(file, OnnxHeader.read(file), options).model();
    }

    /**
     * The files that the model consists of: itself, and what holds weights beside it. Those that are missing are left out, as are all
     * where the file is no model: {@link #read} tells.
     */
    public static List<Path> files(Path file) throws IOException {
        List<Path> files = new ArrayList<>(List.of(file));
        try {
            for (String name : OnnxHeader.read(file).external()) {
                external(file, name).filter(Files::isRegularFile).ifPresent(files::add);
            }
        } catch (UserException e) {
            return files; // told where the model is opened
        }
        return files;
    }

    /** The file that holds weights; empty where its name leads out of the model's folder. */
    static Optional<Path> external(Path model, String name) {
        Path folder = Objects.requireNonNull(model.toAbsolutePath().getParent());
        Path file = folder.resolve(name).normalize();
        return file.startsWith(folder) ? Optional.of(file) : Optional.empty();
    }

    static String hash(Path file, Iterable<String> external) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : external) {
            lines.append(Hashes.sha256(external(file, name).orElseThrow()))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        String own = Hashes.sha256(file);
        return lines.isEmpty() ? own : Hashes.sha256(own + "  " + file.getFileName() + "\n" + lines);
    }

    /** What a study's key holds of it beside its files' content. */
    public String identity() {
        return String.join(
                " ",
                "onnx/1 weights",
                sha256,
                "output",
                output,
                layout.id(),
                Integer.toString(channels),
                Integer.toString(size),
                "mean",
                words(mean),
                "deviation",
                words(deviation));
    }

    private static String words(List<Double> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Numbers that metadata hold as text, such as {@code [0.485, 0.456, 0.406]}; null where it is none. */
    static @Nullable List<Double> numbers(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Arrays.stream(text.replaceAll("[\\[\\]()\\s]", "").split(",", -1))
                    .map(Double::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
