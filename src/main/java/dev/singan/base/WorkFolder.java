package dev.singan.base;

import java.nio.file.Path;

/**
 * The names of everything in a study's working folder. Every file in it can be read outside Java.
 *
 * @param root the folder, absolute
 */
public record WorkFolder(Path root) {
    public static final String MODELS = "models";

    public WorkFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** The phantom, in BCDR's layout. */
    public Path archive() {
        return root.resolve("archive");
    }

    /** The patches and their table. */
    public Path patches() {
        return root.resolve("patches");
    }

    /** The facts of each patch as the extraction found them. */
    public Path extraction() {
        return patches().resolve("extraction.json");
    }

    /** The patch table, a JSON object per line. */
    public Path patchTable() {
        return patches().resolve("metadata.jsonl");
    }

    /** The folder of the three CSV files. */
    public Path metadata() {
        return root.resolve("metadata");
    }

    /** The folder of the trained SinGANs. */
    public Path singans() {
        return root.resolve("singan");
    }

    /** The folder of the SinGAN that was trained on a patch. */
    public Path singan(int patch) {
        return singans().resolve(Integer.toString(patch));
    }

    /** The folder of all samples. */
    public Path synthetic() {
        return root.resolve("synthetic");
    }

    /** The folder of one SinGAN's samples. */
    public Path synthetic(int patch) {
        return synthetic().resolve(Integer.toString(patch));
    }

    /** The folder of the features, a file per backbone. */
    public Path features() {
        return root.resolve("features");
    }

    /** The folder of the predictions. */
    public Path predictions() {
        return root.resolve("predictions");
    }

    /** The results of the evaluation. */
    public Path results() {
        return root.resolve("results.json");
    }

    /** The folder of the SinGANs that belong to no study. */
    public Path models() {
        return root.resolve(MODELS);
    }

    /** The folder of what is published: the zip files of the synthetic data set and of the models. */
    public Path artifacts() {
        return root.resolve("artifacts");
    }

    /** The folder of the stamps. */
    public Path stamps() {
        return root.resolve("stamps");
    }

    /** The stamp of a phase. */
    public Path stamp(String phase) {
        return stamps().resolve(phase + ".json");
    }

    /** The folder of the workers' requests and logs. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** What is remembered of files' hashes. */
    public Path hashCache() {
        return root.resolve("cache").resolve("hashes.json");
    }

    /** The file that a build locks. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** A path as messages and stamps name it: relative to the working folder where it lies in it, with slashes. */
    public String label(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute.getFileName();
        return shown.toString().replace('\\', '/');
    }
}
