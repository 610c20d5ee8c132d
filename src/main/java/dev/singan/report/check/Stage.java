package dev.singan.report.check;

/** Stages of a study in their order. Where a figure of one differs from the reference, those of later ones do, too. */
enum Stage {
    /** Extraction and the sets. */
    DATA(
            "the images or patches are others: look for files that were added, left out or changed, and for another version of the extraction"),
    /** Features, heads and evaluation of arms without samples. */
    CLASSIFICATION(
            "the data agree, so that features, heads or the evaluation compute something else: look for another version of this project"
                    + " or of Java"),
    /** Feature maps of real patches. */
    MAPS(
            "the data and the arms without SinGANs agree, so that the maps of SiFID compute something else: look for another version of this"
                    + " project"),
    /** SinGANs, their samples, and arms with these. */
    TRAINING(
            "all that comes from no SinGAN agrees, so that training or sampling computes something else: look for another version of this"
                    + " project; with the same one, report it with the processor and the version of Java");

    private final String likely;

    Stage(String likely) {
        this.likely = likely;
    }

    /** Whose a figure of {@link Measures} is. */
    static Stage of(String name) {
        return switch (Measures.family(name)) {
            case "images", "patients", "patches", "added", "pixelBaseline" -> DATA;
            case "sifidReference" -> MAPS;
            case "sifid", "diversity", "syntheticDetection" -> TRAINING;
            default -> Measures.hasSamples(name) ? TRAINING : CLASSIFICATION;
        };
    }

    /** Why its figures differ, most likely, where all of the stages before agree; the end of a sentence. */
    String likely() {
        return likely;
    }
}
