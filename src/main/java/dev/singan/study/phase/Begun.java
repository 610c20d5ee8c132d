package dev.singan.study.phase;

import dev.singan.base.AtomicFiles;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What says that a phase has begun and not ended: {@code stamps/NAME.begun} with the phase's key and then the files and folders that it
 * writes, a line each. What lies there is the phase's, though no stamp lists it yet.
 *
 * @param key the phase's key
 * @param outputs by their place in the working folder
 */
record Begun(String key, List<String> outputs) {
    static final String SUFFIX = ".begun";

    static Path file(WorkFolder folder, String phase) {
        return folder.stamps().resolve(phase + SUFFIX);
    }

    static Optional<Begun> read(WorkFolder folder, String phase) throws IOException {
        Path file = file(folder, phase);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private static Begun read(Path file) throws IOException {
        // What is damaged in it is no key and no output of ours.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.isEmpty() ? new Begun("", List.of()) : new Begun(lines.get(0), lines.subList(1, lines.size()));
    }

    void write(WorkFolder folder, String phase) throws IOException {
        String lines = outputs.isEmpty() ? "" : String.join("\n", outputs) + "\n";
        AtomicFiles.writeString(file(folder, phase), key + "\n" + lines);
    }

    /** The outputs of all phases that have begun and not ended. */
    static Set<String> all(WorkFolder folder) throws IOException {
        Set<String> outputs = new TreeSet<>();
        if (Files.isDirectory(folder.stamps())) {
            try (Stream<Path> walk = Files.walk(folder.stamps())) {
                for (Path file : walk.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                    outputs.addAll(read(file).outputs());
                }
            }
        }
        return outputs;
    }
}
