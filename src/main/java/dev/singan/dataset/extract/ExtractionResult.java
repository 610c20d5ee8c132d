package dev.singan.dataset.extract;

import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Records;
import dev.singan.base.SchemaVersion;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.record.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an extraction yielded; the content of {@code patches/extraction.json}.
 *
 * @param schema {@value #SCHEMA}
 * @param archive the kind of archive
 * @param images mammograms that were read
 * @param lesions lesions that patches were cut from
 * @param windows healthy windows that passed the rules of their mask or image, kept or not
 * @param patches the patches, by id
 * @param skipped rows and files that were left out
 * @param duplicates groups of mammograms of the same size and grey values
 * @param notes what else is worth knowing: sets that are not there, outlines that stand in for masks, 16-bit images that use few bits
 */
@SchemaVersion(ExtractionResult.SCHEMA)
public record ExtractionResult(
        String schema,
        ArchiveKind archive,
        int images,
        int lesions,
        int windows,
        List<CutPatch> patches,
        List<Skipped> skipped,
        List<List<String>> duplicates,
        List<String> notes)
        implements Checked {
    @Override
    public void check(Faults faults) {
        faults.range("images", images, 0, Integer.MAX_VALUE);
        faults.range("lesions", lesions, 0, Integer.MAX_VALUE);
        faults.range("windows", windows, 0, Integer.MAX_VALUE);
    }

    /** The version of the file's layout. */
    public static final String SCHEMA = "singan-extraction/1";

    public ExtractionResult {
        patches = List.copyOf(patches);
        skipped = List.copyOf(skipped);
        duplicates = duplicates.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
    }

    /** Where the file lies in a working folder. */
    public static Path file(Path workDirectory) {
        return new WorkFolder(workDirectory).extraction();
    }

    /**
     * Reads the file of a working folder.
     *
     * @throws UserException where it is missing or damaged
     */
    public static ExtractionResult read(Path workDirectory) {
        Path file = file(workDirectory);
        if (!Files.isRegularFile(file)) {
            throw new UserException("There are no patches in " + workDirectory + ": " + file
                    + " is missing. Run the goal singan:extract first.");
        }
        try {
            return Records.read(file, ExtractionResult.class, "Run the goal singan:extract again.");
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + e + ". Run the goal singan:extract again.", e);
        }
    }
}
