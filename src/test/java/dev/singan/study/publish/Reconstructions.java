package dev.singan.study.publish;

import dev.singan.gan.model.Singan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the reconstructions of models as text, for {@code src/test/reference/medigan_package.py}. */
public final class Reconstructions {
    private Reconstructions() {}

    /** @param args the folder of the models, and that of the texts */
    public static void main(String[] args) throws IOException {
        Files.createDirectories(Path.of(args[1]));
        List<Path> models;
        try (Stream<Path> list = Files.list(Path.of(args[0]))) {
            models = list.sorted().toList();
        }
        for (Path model : models) {
            try (Singan singan = Singan.load(model)) {
                float[] values = singan.reconstruct().data();
                String text = IntStream.range(0, values.length)
                        .mapToObj(i -> Float.toString(values[i]))
                        .collect(Collectors.joining("\n"));
                Files.writeString(Path.of(args[1]).resolve(model.getFileName() + ".txt"), text);
            }
        }
    }
}
