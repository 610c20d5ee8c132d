package dev.singan.classify;

import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code predictions/TASK.ARM.zTRAIN.sSPLIT.json}: how a head came about.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of training and validation, as digits
 * @param split from 0
 * @param bestEpoch the epoch of the least validation loss, from 0
 * @param testedEpoch the epoch whose weights were tested
 * @param trainLoss by epoch: mean cross-entropy, in nats
 * @param validationLoss the same on the validation set
 * @param trainAccuracy by epoch: share of right decisions
 * @param validationAccuracy the same on the validation set
 * @param trainAuc by epoch: the last class against the others; null where only one class is there
 * @param validationAuc the same on the validation set
 * @param classes precision and recall of each class by epoch
 * @param drawn how many rows of each class the sampler drew over all epochs
 * @param perSource how many samples each source patch added
 * @param note what the reader should know, or an empty text
 * @param sets what the sets hold
 */
public record HeadRecord(
        String task,
        String arm,
        String trainZoom,
        int split,
        int bestEpoch,
        int testedEpoch,
        List<Double> trainLoss,
        List<Double> validationLoss,
        List<Double> trainAccuracy,
        List<Double> validationAccuracy,
        List<@Nullable Double> trainAuc,
        List<@Nullable Double> validationAuc,
        List<ClassCurves> classes,
        Map<String, Long> drawn,
        List<Integer> perSource,
        String note,
        List<SetRow> sets)
        implements Checked {
    @Override
    public void check(Faults faults) {
        faults.range("split", split, 0, 1_000_000);
        faults.range("bestEpoch", bestEpoch, 0, Math.max(0, trainLoss.size() - 1));
        faults.range("testedEpoch", testedEpoch, 0, Math.max(0, trainLoss.size() - 1));
        faults.require(
                validationLoss.size() == trainLoss.size(),
                "validationLoss",
                validationLoss.size() + " values",
                "as many as trainLoss, " + trainLoss.size());
        drawn.forEach((name, count) -> faults.range("drawn[" + name + "]", count, 0, Long.MAX_VALUE));
    }

    /**
     * A class's decisions by epoch; null where nothing was called the class, or nothing is of it.
     *
     * @param label the class
     * @param trainPrecision share of the patches called the class that are of it
     * @param validationPrecision the same on the validation set
     * @param trainRecall share of the class's patches that are called it
     * @param validationRecall the same on the validation set
     */
    public record ClassCurves(
            String label,
            List<@Nullable Double> trainPrecision,
            List<@Nullable Double> validationPrecision,
            List<@Nullable Double> trainRecall,
            List<@Nullable Double> validationRecall) {}

    /**
     * How many patches of a kind a set holds. Test sets are of all zoom groups.
     *
     * @param set {@code train}, {@code validation} or {@code test}
     * @param label the class
     * @param zoom 1 to 3, or 0 for healthy patches
     * @param format {@code Film} or {@code Digital}
     * @param patches real patches, copies of a patch counted each
     * @param patients patients behind them
     * @param synthetic samples of SinGANs
     */
    public record SetRow(String set, String label, int zoom, String format, int patches, int patients, int synthetic) {}

    /** The record that belongs to a file of predictions. */
    public static Path beside(Path predictions) {
        String name = String.valueOf(predictions.getFileName());
        return predictions.resolveSibling(name.substring(0, name.length() - 1));
    }

    /**
     * Reads the record that belongs to a file of predictions.
     *
     * @throws UserException where it is missing or damaged
     */
    public static HeadRecord read(Path predictions) {
        Path file = beside(predictions);
        try {
            return Records.read(file, HeadRecord.class, "Run the goal singan:classify again.");
        } catch (IOException e) {
            throw new UserException(
                    file.getFileName() + " is missing or damaged. Run the goal singan:classify again.", e);
        }
    }
}
