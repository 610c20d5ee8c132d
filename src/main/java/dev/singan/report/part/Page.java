package dev.singan.report.part;

/** The pages of the site, in the order of its navigation. */
public enum Page {
    /** The question and the answer. */
    OVERVIEW("index.html", "Overview"),
    /** Images, patches, sets. */
    DATA("data.html", "Data"),
    /** The trained models and their samples. */
    SINGANS("singans.html", "SinGANs"),
    /** The classifiers' figures. */
    CLASSIFICATION("classification.html", "Classification"),
    /** How it was made, and what a reporting guideline asks. */
    REPRODUCIBILITY("reproducibility.html", "Reproducibility"),
    /** When, where and how fast it was made. */
    RUN("run.html", "Run");

    private final String file;
    private final String title;

    Page(String file, String title) {
        this.file = file;
        this.title = title;
    }

    /** The file, in the report's folder. */
    public String file() {
        return file;
    }

    /** What the navigation calls it. */
    public String title() {
        return title;
    }
}
