package dev.singan.report.check;

import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code results.json}, with errors that say what to do. */
public final class ResultsFile {
    private ResultsFile() {}

    /**
     * Reads the results.
     *
     * @throws UserException where the file is missing, is not of this version or cannot be parsed
     */
    public static Results read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserException("There is no " + file + ". Run the goal evaluate first, as mvn verify does.");
        }
        return Records.read(file, Results.class, "Run the goal evaluate again, as mvn verify does.");
    }
}
