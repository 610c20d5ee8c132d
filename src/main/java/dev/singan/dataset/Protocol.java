package dev.singan.dataset;

import dev.singan.base.UserException;
import java.util.List;
import java.util.Locale;

/**
 * How the study is done, one switch for every point in which the published code does what a careful study must not. The
 * presets are {@link #STRICT}, {@link #PUBLISHED} and {@link #IWBI}; any other combination is made by the constructor.
 *
 * @param name the preset's name, {@code strict}, {@code published} or {@code iwbi}
 * @param splits how patients come to training, validation and test
 * @param sourcesInTraining whether the patients behind the SinGANs' source patches are in training in every split and arm; otherwise
 *     they fall where the draw puts them
 * @param patientsBySet whether patients are told apart by set ({@code 9_F01}); otherwise by format and number ({@code film-9})
 * @param samplerInBaselineOnly whether only the baseline draws with the class-balancing sampler; otherwise one setting holds for all arms
 * @param sampledValidation whether the validation set is drawn with replacement by that sampler; otherwise it is taken as it is
 * @param remainderAdded whether the remainder of A div N samples is added too (one more from each of the first SinGANs)
 * @param bestEpochTested whether the weights of the least validation loss are tested; otherwise those of the last epoch
 * @param scheduleSteps whether the learning-rate schedule steps; otherwise it is declared and never used
 * @param loopSeeds whether the heads' seeds are those of the published run, where a loop variable was reused (42, 47, 52 in the binary
 *     task and 42, 52, 52 in the other); otherwise 42 + 5i for split i
 * @param lastBatchAuc whether AUCs of training and validation come from the last batch alone
 * @param ratesByTrainingCount whether misclassification rates of film, no calcification and no nodule are divided by the training set's counts
 * @param deviationByN whether deviations over the splits divide by n; otherwise by n − 1
 * @param imageTypeAsView whether healthy digital patches keep {@code image_type_id} (0 to 3) as view; otherwise all views are 1 to 4
 * @param windowsPerMask whether healthy film windows are cut once per mask; otherwise once per image and away from every lesion of it
 * @param meansForUnknown whether unknown ages and densities take means; otherwise they stay unknown
 * @param healthyZoomOne whether healthy patches have zoom group 1 in the CSV files; otherwise 0
 * @param normalisedTwice whether pixel values are normalised twice before the backbone; otherwise once, as the weights were trained
 * @param driftingNorms whether the backbone's batch norms are in training mode while a head trains, so that their running statistics drift
 *     to those of its training set (see {@code NormDrift} for how near that comes to the published code); otherwise frozen means frozen
 * @param jpegSifid whether SiFID sees the images through JPEG; otherwise the pixels
 */
public record Protocol(
        String name,
        Splits splits,
        boolean sourcesInTraining,
        boolean patientsBySet,
        boolean samplerInBaselineOnly,
        boolean sampledValidation,
        boolean remainderAdded,
        boolean bestEpochTested,
        boolean scheduleSteps,
        boolean loopSeeds,
        boolean lastBatchAuc,
        boolean ratesByTrainingCount,
        boolean deviationByN,
        boolean imageTypeAsView,
        boolean windowsPerMask,
        boolean meansForUnknown,
        boolean healthyZoomOne,
        boolean normalisedTwice,
        boolean driftingNorms,
        boolean jpegSifid) {

    /** How patients come to the sets. */
    public enum Splits {
        /** Every patient but the SinGANs' is tested exactly once: stratified group folds; 30 % of the rest validate. */
        STRATIFIED_FOLDS,
        /** Independent draws of 10 % of the patients for test and 30 % of the rest for validation: scikit-learn's GroupShuffleSplit. */
        GROUP_SHUFFLE,
        /** One draw of 10 % of the patients for test, then independent draws of 30 % of the rest for validation. */
        FIXED_TEST
    }

    /** A careful study; the default. */
    public static final Protocol STRICT = careful("strict", Splits.STRATIFIED_FOLDS);

    /** As the thesis's published code behaves, for comparison with its figures. */
    public static final Protocol PUBLISHED = new Protocol(
            "published",
            Splits.GROUP_SHUFFLE,
            false,
            true,
            true,
            true,
            false,
            false,
            false,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            true);

    /** The follow-up paper's comparison (fixed test patients), with the careful settings elsewhere. */
    public static final Protocol IWBI = careful("iwbi", Splits.FIXED_TEST);

    /** The presets. */
    public static final List<Protocol> PRESETS = List.of(STRICT, PUBLISHED, IWBI);

    private static Protocol careful(String name, Splits splits) {
        return new Protocol(
                name, splits, true, false, false, false, true, true, true, false, false, false, false, false, false,
                false, false, false, false, false);
    }

    /**
     * A preset.
     *
     * @throws UserException where there is none of that name
     */
    public static Protocol named(String name) {
        return PRESETS.stream()
                .filter(protocol -> protocol.name.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new UserException(
                                "singan.protocol is '" + name
                                        + "', but must be strict, published or iwbi: set -Dsingan.protocol=strict for the careful study."));
    }

    /** Whether a leak between the sets fails the build; only the published code's behaviour is let pass. */
    public boolean leakageFails() {
        return sourcesInTraining;
    }
}
