package dev.singan.dataset.patch;

import dev.singan.base.AtomicFiles;
import dev.singan.base.DamagedRecordException;
import dev.singan.base.Json;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The patch table, {@code metadata.jsonl}: one JSON object per line and patch. */
public final class PatchTable {
    private PatchTable() {}

    /** Where the table lies in a working folder. */
    public static Path file(Path workDirectory) {
        return new WorkFolder(workDirectory).patchTable();
    }

    /** Writes a table, ordered by id. */
    public static void write(Path file, List<Patch> patches) throws IOException {
        StringBuilder text = new StringBuilder();
        patches.stream().sorted(Comparator.comparingInt(Patch::id)).forEach(patch -> text.append(Json.line(patch))
                .append('\n'));
        AtomicFiles.writeString(file, text.toString());
    }

    /**
     * Reads a table.
     *
     * @return the patches, ordered by id
     * @throws UserException where the table is missing or a line of it is damaged
     */
    public static List<Patch> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "There is no patch table " + file + ". Run the goals singan:extract and singan:metadata first.");
        }
        List<Patch> patches = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    patches.add(parse(file, i + 1, lines.get(i)));
                }
            }
        } catch (IOException e) {
            throw new UserException(
                    "The patch table " + file + " cannot be read: " + e + ". Run the goal singan:metadata again.", e);
        }
        patches.sort(Comparator.comparingInt(Patch::id));
        for (int i = 1; i < patches.size(); i++) {
            if (patches.get(i).id() == patches.get(i - 1).id()) {
                throw new UserException("The patch table " + file + " has two patches of the id "
                        + patches.get(i).id() + ". Run the goal singan:metadata again.");
            }
        }
        return List.copyOf(patches);
    }

    private static Patch parse(Path file, int line, String text) {
        try {
            return Records.parse(text.getBytes(StandardCharsets.UTF_8), Patch.class);
        } catch (DamagedRecordException e) {
            throw new UserException(
                    "The patch table " + file + ", line " + line + ": " + e.getMessage()
                            + ". Run the goal singan:metadata again.",
                    e);
        }
    }
}
