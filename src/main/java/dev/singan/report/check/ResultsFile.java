package dev.singan.report.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.singan.base.Json;
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
        try {
            Results results = Json.read(file, Results.class);
            if (Results.SCHEMA.equals(results.schema())) {
                return results;
            }
            throw new UserException(file + " has the schema \"" + results.schema() + "\" instead of \"" + Results.SCHEMA
                    + "\". Run the goal evaluate again.");
        } catch (JsonProcessingException e) {
            throw new UserException(
                    file + " cannot be read as results: " + e.getOriginalMessage() + ". Run the goal evaluate again.",
                    e);
        }
    }
}
