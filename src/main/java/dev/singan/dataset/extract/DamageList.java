package dev.singan.dataset.extract;

import dev.singan.base.AtomicFiles;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.record.Skipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists in a message what of an archive is damaged; of a long list the first lines, and all of it in a file. */
final class DamageList {
    private static final int SHOWN = 10;

    private final Path file;

    /** @param workDirectory where {@code unusable.txt} is written */
    DamageList(Path workDirectory) {
        this.file = new WorkFolder(workDirectory).unusable();
    }

    /** Removes what an earlier run wrote. */
    void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What is damaged, one after the other, ending with a full stop. */
    String of(List<Skipped> skipped) throws IOException {
        List<String> lines = skipped.stream()
                .filter(Skipped::damaged)
                .map(one -> one.toString().replaceFirst("\\.+$", ""))
                .toList();
        if (lines.size() <= SHOWN) {
            return String.join("; ", lines) + ".";
        }
        byte[] all = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(file, out -> out.write(all));
        return String.join("; ", lines.subList(0, SHOWN)) + "; and " + (lines.size() - SHOWN)
                + " more; all are listed in " + file + ".";
    }
}
