package dev.singan.classify.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The networks that {@code src/test/reference/onnx_models.py} wrote. */
public final class OnnxModels {
    /** ImageNet's mean and deviation, with which the script computed the features of the network in colour. */
    public static final OnnxOptions IMAGENET =
            new OnnxOptions(null, null, null, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    private OnnxModels() {}

    /** Copies one into a folder, as a model needs a file. */
    public static Path write(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = open(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    public static InputStream open(String name) {
        return Objects.requireNonNull(OnnxModels.class.getResourceAsStream(name), name);
    }
}
