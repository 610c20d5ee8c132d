package dev.singan.base;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The names of everything in a study's working folder. Every file in it can be read outside Java.
 *
 * @param root the folder, absolute
 */
public record WorkFolder(Path root) {
    public static final String FEATURES = "features";
    public static final String MODELS = "models";
    public static final String LOCK = "lock";

    private static final String ARCHIVE = "archive";
    private static final String ARTIFACTS = "artifacts";
    private static final String PATCHES = "patches";
    private static final String METADATA = "metadata";
    private static final String SINGANS = "singan";
    private static final String SYNTHETIC = "synthetic";
    static final String RESULTS = "results.json";
    private static final String PREDICTIONS = "predictions";
    private static final String STAMPS = "stamps";
    private static final String LOGS = "logs";
    private static final String CACHE = "cache";
    private static final String UNUSABLE = "unusable.txt";
    private static final String SIFID = "sifid.json";

    /** The names of what phases write, each file of which a stamp lists. */
    public static final Set<String> OUTPUTS =
            Set.of(ARCHIVE, ARTIFACTS, PATCHES, METADATA, SINGANS, SYNTHETIC, FEATURES, RESULTS, PREDICTIONS);

    /** The names of what is kept about that. */
    public static final Set<String> RECORDS = Set.of(STAMPS, LOGS, CACHE, UNUSABLE);

    public WorkFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** The phantom, in BCDR's layout. */
    public Path archive() {
        return root.resolve(ARCHIVE);
    }

    /** The patches and their table. */
    public Path patches() {
        return root.resolve(PATCHES);
    }

    /** Where patches come into being before they are put in their place. */
    public Path newPatches() {
        return root.resolve(PATCHES + AtomicFiles.PARTIAL_SUFFIX);
    }

    /** The list of the files that could not be used. */
    public Path unusable() {
        return root.resolve(UNUSABLE);
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
        return root.resolve(METADATA);
    }

    /** The folder of the trained SinGANs. */
    public Path singans() {
        return root.resolve(SINGANS);
    }

    /** The folder of the SinGAN that was trained on a patch. */
    public Path singan(int patch) {
        return singans().resolve(Integer.toString(patch));
    }

    /** The folder of all samples. */
    public Path synthetic() {
        return root.resolve(SYNTHETIC);
    }

    /** The folder of one SinGAN's samples. */
    public Path synthetic(int patch) {
        return synthetic().resolve(Integer.toString(patch));
    }

    /** A sample of a SinGAN. */
    public Path sample(int patch, int number) {
        return synthetic(patch).resolve(sampleName(number));
    }

    /** How good a SinGAN's samples are. */
    public Path sifid(int patch) {
        return sifid(synthetic(patch));
    }

    /** How good the samples in a folder are, wherever it lies. */
    public static Path sifid(Path samples) {
        return samples.resolve(SIFID);
    }

    /** The name of a sample's file, in whatever folder it lies. */
    public static String sampleName(int number) {
        return String.format(Locale.ROOT, "%04d.png", number);
    }

    /** The folder of the features, a file per backbone. */
    public Path features() {
        return root.resolve(FEATURES);
    }

    /** The folder of the predictions. */
    public Path predictions() {
        return root.resolve(PREDICTIONS);
    }

    /** What was classified, and what was found out besides. */
    public Path classification() {
        return predictions().resolve("classification.json");
    }

    /** The results of the evaluation. */
    public Path results() {
        return root.resolve(RESULTS);
    }

    /** The folder of the SinGANs that belong to no study. */
    public Path models() {
        return root.resolve(MODELS);
    }

    /** The folder of what is published: the zip files of the synthetic data set and of the models. */
    public Path artifacts() {
        return root.resolve(ARTIFACTS);
    }

    /** The folder of the stamps. */
    public Path stamps() {
        return root.resolve(STAMPS);
    }

    /** The stamp of a phase. */
    public Path stamp(String phase) {
        return stamps().resolve(phase + ".json");
    }

    /** The folder of the workers' requests and logs. */
    public Path logs() {
        return root.resolve(LOGS);
    }

    /** The folder of what saves time and can be made again. */
    public Path cache() {
        return root.resolve(CACHE);
    }

    /** What is remembered of files' hashes. */
    public Path hashCache() {
        return cache().resolve("hashes.json");
    }

    /** The file that a build locks. */
    public Path lock() {
        return root.resolve(LOCK);
    }

    /** A path as messages and stamps name it: relative to the working folder where it lies in it, with slashes. */
    public String label(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute.getFileName();
        return shown.toString().replace('\\', '/');
    }
}
