package dev.singan.base;

/**
 * A point in which the published code does what a careful study must not. The source of each is the code of M. Buetas, "Synthetic training
 * data generation from a single image for enhanced breast cancer diagnosis", MSc thesis, Universitat de Barcelona, 2023 (repository
 * {@code MartaBuetas/MasterThesis_EnhancingBreastCancerDiagnosis}), in the step that {@link #step} names. A new deviation is a constant
 * here and one question {@link Protocol#has} where it matters.
 */
public enum Deviation {
    /** The patients behind the SinGANs may be tested. */
    SOURCES_ANYWHERE(
            "splits",
            "The patients behind the SinGANs' source patches fall where the draw puts them: the lists that should keep them in training"
                    + " are changed after the sets were made of them.",
            "They are in training in every split and arm, and the build fails where they are not."),
    /** Patients of two film sets are taken for different ones. */
    PATIENTS_BY_SET(
            "metadata",
            "Patients are told apart by set (9_F01, 9_F03), though the film sets are drawn from one repository.",
            "They are told apart by format and number (film-9); those who share an identical image are one."),
    /** Arms differ in more than what they add. */
    SAMPLER_IN_BASELINE_ONLY(
            "training",
            "The baseline alone draws its batches with the class-balancing sampler: the arms differ in two things.",
            "One setting holds for all arms."),
    /** Validation patches are drawn with replacement. */
    SAMPLED_VALIDATION(
            "training",
            "The validation set is drawn with replacement by the class-balancing sampler.",
            "It is taken as it is."),
    /** Some samples are not added. */
    REMAINDER_DROPPED(
            "training",
            "Where the number of added samples is no multiple of the number of SinGANs, the remainder is left out.",
            "Each of the first SinGANs gives one more."),
    /** The best epoch is lost. */
    LAST_EPOCH_TESTED(
            "training",
            "The weights of the best validation loss are kept as a reference to the live ones, so that the last epoch's are tested.",
            "They are copied, and tested."),
    /** The learning rate does not fall. */
    SCHEDULE_UNUSED("training", "A schedule of the learning rate is declared and never stepped.", "It steps."),
    /** Two splits have one seed. */
    LOOP_SEEDS(
            "training",
            "A loop variable is reused, so that the heads' seeds are 42, 47, 52 in the binary task and 42, 52, 52 in the other.",
            "They are 42 + 5i for split i."),
    /** AUCs of a few patches. */
    LAST_BATCH_AUC(
            "training",
            "AUCs of training and validation come from the last batch alone.",
            "They come from the whole set."),
    /** Rates that are no rates. */
    RATES_BY_TRAINING_COUNT(
            "evaluation",
            "Misclassification rates of film, of no calcification and of no nodule divide test errors by the training set's counts.",
            "Each is divided by its own count in the test set."),
    /** Deviations that are too small. */
    SPREAD_BY_N("evaluation", "Standard deviations over the splits divide by n.", "They divide by n \u2212 1."),
    /** The view gives the class away. */
    IMAGE_TYPE_AS_VIEW(
            "metadata",
            "Healthy digital patches keep image_type_id (0 to 3) as their view, where all others have 1 to 4: the view gives the class away.",
            "All views are 1 to 4."),
    /** Healthy windows that are twice there, or not healthy. */
    WINDOWS_PER_MASK(
            "extraction",
            "Healthy film windows are cut once per mask: an image of two lesions gives them twice, and the other lesion counts as healthy.",
            "They are cut once per image, away from every lesion of it."),
    /** Made-up ages and densities. */
    MEANS_FOR_UNKNOWN("metadata", "Unknown ages and densities take means.", "They stay unknown."),
    /** Healthy patches have a lesion's zoom group. */
    HEALTHY_ZOOM_ONE("metadata", "Healthy patches have zoom group 1 in the CSV files.", "They have 0."),
    /** The backbone sees other values than it was trained on. */
    NORMALISED_TWICE(
            "features",
            "Pixel values are normalised twice before the backbone.",
            "They are normalised once, as the weights were trained."),
    /** The frozen backbone is not frozen; {@code NormDrift} says how near this comes to the published code. */
    DRIFTING_NORMS(
            "features",
            "The frozen backbone's batch norms are in training mode, so that their running statistics drift to those of the training set.",
            "Frozen means frozen: a patch's features are the same in every head."),
    /** SiFID of compressed images. */
    JPEG_SIFID("SiFID", "SiFID sees the images through JPEG.", "It sees the pixels.");

    private final String step;
    private final String published;
    private final String strict;

    Deviation(String step, String published, String strict) {
        this.step = step;
        this.published = published;
        this.strict = strict;
    }

    /** The step of the published code in which it is. */
    public String step() {
        return step;
    }

    /** What the published code does, in a sentence. */
    public String published() {
        return published;
    }

    /** What a study without it does instead, in a sentence. */
    public String strict() {
        return strict;
    }
}
