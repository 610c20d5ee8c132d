package dev.singan.study.phase;

import dev.singan.base.AtomicFiles;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A second record of what a phase wrote, {@code stamps/NAME.sha256}: should its stamp be damaged, its files are still known for the
 * study's. In {@code sha256sum}'s format, a file to a line, so that of one that is cut off the rest can be read.
 */
final class OutputList {
    private static final String SUFFIX = ".sha256";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

    private OutputList() {}

    static void write(WorkFolder folder, String phase, Map<String, String> outputs) throws IOException {
        StringBuilder lines = new StringBuilder();
        outputs.forEach(
                (name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
        AtomicFiles.writeString(folder.stamps().resolve(phase + SUFFIX), lines.toString());
    }

    /** The hashes that files of all phases had, by their place in the working folder. */
    static Map<String, Set<String>> all(WorkFolder folder) throws IOException {
        Map<String, Set<String>> hashes = new TreeMap<>();
        if (Files.isDirectory(folder.stamps())) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(folder.stamps(), 2)) {
                files = walk.filter(f -> f.toString().endsWith(SUFFIX) && Files.isRegularFile(f))
                        .toList();
            }
            for (Path file : files) {
                add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), hashes);
            }
        }
        return hashes;
    }

    private static void add(String text, Map<String, Set<String>> hashes) {
        text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> hashes.computeIfAbsent(
                        line.group(2), name -> new HashSet<>())
                .add(line.group(1)));
    }
}
