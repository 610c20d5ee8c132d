package dev.singan.study.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts of the machine and of the checked-out code, for the record; nothing depends on them. */
final class Machine {
    private Machine() {}

    /** Operating system and processor; no names of hosts or users. */
    static SortedMap<String, String> describe() {
        SortedMap<String, String> machine = new TreeMap<>();
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        machine.put("processor", processor());
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return machine;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException | java.io.UncheckedIOException e) {
            @Nullable String windows = System.getenv("PROCESSOR_IDENTIFIER");
            return windows == null ? "unknown" : windows;
        }
    }

    /** The commit that a folder is checked out at, with {@code -dirty} where tracked files differ; empty outside a repository. */
    static Optional<String> commit(Path folder) throws IOException {
        Optional<String> commit = git(folder, "rev-parse", "HEAD");
        if (commit.isEmpty()) {
            return commit;
        }
        boolean clean = git(folder, "status", "--porcelain", "--untracked-files=no")
                .orElse("")
                .isEmpty();
        return clean ? commit : commit.map(c -> c + "-dirty");
    }

    private static Optional<String> git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty(); // there is no git on this machine
        }
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return process.waitFor() == 0 ? Optional.of(out) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
