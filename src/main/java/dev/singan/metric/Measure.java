package dev.singan.metric;

/** What is measured of a classifier on a set. */
public enum Measure {
    /** Area under the ROC curve, one against the rest. */
    AUC("auc"),
    /** Share of right decisions. */
    ACCURACY("accuracy"),
    /** Mean of the classes' recalls. */
    BALANCED_ACCURACY("balancedAccuracy"),
    /** Share of the patches called the class that are of it. */
    PRECISION("precision"),
    /** Share of the patches of the class that are called it. */
    RECALL("recall"),
    /** Harmonic mean of precision and recall. */
    F1("f1"),
    /** Mean squared difference of score and truth (Brier 1950); less is better. */
    BRIER("brier");

    private final String id;

    Measure(String id) {
        this.id = id;
    }

    /** The name in {@code results.json}. */
    public String id() {
        return id;
    }
}
