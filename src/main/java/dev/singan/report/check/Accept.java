package dev.singan.report.check;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.study.results.Results;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the present results the reference, on purpose. */
public final class Accept {
    private Accept() {}

    /**
     * Writes the reference of the results' archive and protocol, replacing an older one.
     *
     * @param results {@code results.json}
     * @param referenceDirectory {@code reports/reference}; made where there is none
     * @return the file that was written
     * @throws UserException where the results cannot be read, or the audit of their sets failed
     */
    public static Path run(Path results, Path referenceDirectory) throws IOException {
        Results read = ResultsFile.read(results);
        if (!read.leakage().passed()) {
            throw new UserException("The audit of the sets in " + results
                    + " failed, so these figures are no reference. See data.html#leakage of the report.");
        }
        Reference reference = Reference.of(read, Hashes.sha256(results));
        Path file = referenceDirectory.resolve(reference.fileName());
        Json.write(file, reference);
        return file;
    }
}
