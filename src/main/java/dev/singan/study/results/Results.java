package dev.singan.study.results;

import dev.singan.base.SchemaVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of {@code results.json}.
 *
 * @param schema {@link #SCHEMA}
 * @param protocol {@code strict}, {@code published} or {@code iwbi}
 * @param study what was asked
 * @param data what it was asked of
 * @param sets how many patches each set of each head holds
 * @param singans the trained SinGANs and the scores of their samples
 * @param sifidReferences SiFID of white noise and of other real patches, to read the SinGANs' scores against
 * @param added how many samples each arm added
 * @param runs scores by split; arms that are mean ensembles of heads have the split {@link #ENSEMBLE}
 * @param summary the same over the splits, with intervals and the comparison with the baseline
 * @param detectable the smallest gains that the study could have found
 * @param curves mean ROC curves
 * @param confusion confusion matrices, summed over the splits
 * @param calibration reliability curves
 * @param misclassification error rates by what is known of the patches
 * @param mistakes every test patch that was taken for another class, by arm, the highest scores first
 * @param heads training curves of the heads
 * @param leakage the audit of the sets
 * @param syntheticDetection how well real malignant patches and samples can be told apart, or null where there are no samples
 * @param pixelBaseline AUCs of two numbers that need no network, for comparison
 * @param warnings what the reader must know before reading the figures
 */
@SchemaVersion(Results.SCHEMA)
public record Results(
        String schema,
        String protocol,
        Definition study,
        DataSummary data,
        List<SetCount> sets,
        List<SinganSummary> singans,
        List<SifidReference> sifidReferences,
        List<Added> added,
        List<Run> runs,
        List<Summary> summary,
        List<Detectable> detectable,
        List<Curve> curves,
        List<Confusion> confusion,
        List<Calibration> calibration,
        List<Misclassification> misclassification,
        List<Mistake> mistakes,
        List<Head> heads,
        Leakage leakage,
        @Nullable SyntheticDetection syntheticDetection,
        List<PixelBaseline> pixelBaseline,
        List<String> warnings) {
    /** The format's name and version. */
    public static final String SCHEMA = "singan-results/1";
    /** The split of a run that is the mean of all splits' heads; only where all of them were tested on the same patches. */
    public static final int ENSEMBLE = -1;
    /** The name of the mean over the classes, beside the classes' own names. */
    public static final String MACRO = "macro";
}
