package dev.singan.gan.train;

import dev.singan.base.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code losses.csv} of a training. */
final class LossFile {
    private static final String NAME = "losses.csv";

    private final Path file;
    private final List<LossRow> rows = new ArrayList<>();

    LossFile(Path directory) {
        file = directory.resolve(NAME);
    }

    void add(LossRow row) {
        rows.add(row);
    }

    /** Reads the rows before an iteration of a scale. */
    void restore(int scale, int iteration) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (!line.equals(LossRow.HEADER)) {
                LossRow row = LossRow.parse(line);
                if (row.scale() < scale || row.scale() == scale && row.iteration() < iteration) {
                    rows.add(row);
                }
            }
        }
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder(LossRow.HEADER).append('\n');
        rows.forEach(row -> text.append(row.toCsv()).append('\n'));
        AtomicFiles.writeString(file, text.toString());
    }
}
