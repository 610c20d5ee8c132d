package dev.singan.classify;

import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code predictions/classification.json}: what holds for all heads of an experiment.
 *
 * @param backbone the backbone's name
 * @param weights its weights, for people
 * @param dimension features per patch
 * @param sources ids of the source patches, in the order in which the arms take them
 * @param checks the leakage audit
 * @param detection how well real malignant patches and samples can be told apart, null where there are no samples
 * @param pixels what one number per patch tells
 * @param warnings what the reader must know
 */
public record ClassificationRecord(
        String backbone,
        String weights,
        int dimension,
        List<Integer> sources,
        List<Check> checks,
        @Nullable Detection detection,
        List<PixelScore> pixels,
        List<String> warnings)
        implements Checked {
    @Override
    public void check(Faults faults) {
        faults.range("dimension", dimension, 1, 1 << 24);
    }

    /**
     * A check of the leakage audit.
     *
     * @param name what is checked
     * @param split from 0, or −1 for a check over all splits
     * @param passed whether it passed
     * @param detail what was found
     */
    public record Check(String name, int split, boolean passed, String detail) {}

    /**
     * A classifier of real malignant patches and samples.
     *
     * @param auc null where it is not defined
     * @param low lower end of the 95 % bootstrap interval, drawn by patient and source
     * @param high upper end
     * @param divisions how often the groups were divided into folds anew
     * @param sd deviation of the AUC over the divisions, with n-1
     * @param real real patches
     * @param synthetic samples
     * @param note how it was done
     */
    public record Detection(
            @Nullable Double auc,
            @Nullable Double low,
            @Nullable Double high,
            int divisions,
            @Nullable Double sd,
            int real,
            int synthetic,
            String note) {}

    /**
     * What one number per patch tells.
     *
     * @param task the task
     * @param label the class, against the others
     * @param zoom zoom groups, as digits
     * @param feature {@code mean} or {@code deviation}
     * @param auc max(AUC, 1 − AUC); null where only one class is there
     * @param n patches
     */
    public record PixelScore(String task, String label, String zoom, String feature, @Nullable Double auc, int n) {}

    /** Where the record lies in a working folder. */
    public static Path file(Path workDirectory) {
        return new WorkFolder(workDirectory).classification();
    }

    /**
     * Reads the record of a working folder.
     *
     * @throws UserException where it is missing or damaged
     */
    public static ClassificationRecord read(Path workDirectory) {
        try {
            return Records.read(file(workDirectory), ClassificationRecord.class, "Run the goal singan:classify again.");
        } catch (IOException e) {
            throw new UserException(
                    "predictions/classification.json is missing or damaged. Run the goal singan:classify again.", e);
        }
    }
}
