package dev.singan.study.phase;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.SchemaVersion;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a report came to be: {@code manifest.json} beside it. All but {@code run} is the same in two builds of one study on machines of one
 * kind.
 *
 * @param schema {@value #SCHEMA}
 * @param command the build's command; properties of other plugins are left out, as they could be secret
 * @param commit the commit of the study's repository, with {@code -dirty} where files differ from it; null outside one
 * @param versions of this library, Java, Maven and the numerical libraries, by name
 * @param machine operating system and processor, by name
 * @param seed the study's seed, from which all random streams follow
 * @param parameters every value that results depend on, by property
 * @param phases what was done, in the order of the names
 * @param synthetic how the synthetic patches came to be where they were taken from elsewhere; absent where they were made here
 * @param files SHA-256 of the report's files but those that tell times, by their place beside this one; absent while the report is
 *     being written
 * @param run when and how fast it was done; absent while the report is being written
 */
@JsonPropertyOrder({
    "schema",
    "command",
    "commit",
    "versions",
    "machine",
    "seed",
    "parameters",
    "phases",
    "synthetic",
    "files",
    "run"
})
@SchemaVersion(Manifest.SCHEMA)
public record Manifest(
        String schema,
        String command,
        @Nullable String commit,
        SortedMap<String, String> versions,
        SortedMap<String, String> machine,
        long seed,
        SortedMap<String, String> parameters,
        List<Done> phases,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Origin synthetic,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedMap<String, String> files,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Run run)
        implements Checked {
    private static final int LONGEST_COMMAND = 10_000;

    @Override
    public void check(Faults faults) {
        faults.require(
                command.length() <= LONGEST_COMMAND, "command", command, "of at most " + LONGEST_COMMAND + " letters");
        words(faults, "versions", versions);
        words(faults, "machine", machine);
        words(faults, "parameters", parameters);
    }

    /** Names and values that others wrote may be shown, if on one line each and not at any length. */
    private static void words(Faults faults, String field, SortedMap<String, String> values) {
        values.forEach((name, value) -> {
            faults.require(WORDS.matcher(name).matches(), field, name, "names of at most 200 letters on a line");
            faults.require(
                    TEXT.matcher(value).matches(), field + "[" + name + "]", value, "one line of at most 2000 letters");
        });
    }

    private static final Pattern WORDS = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{0,2000}");

    /** The version of the file's layout. */
    public static final String SCHEMA = "singan-manifest/1";

    /** The file's name. */
    public static final String FILE = "manifest.json";

    /**
     * A phase.
     *
     * @param name the execution's id
     * @param goal what it did
     * @param algorithm the version of the algorithm
     * @param key SHA-256 of all that its outputs depend on
     * @param inputs what it read, by folder or file
     * @param outputs what it wrote, by folder or file
     */
    @JsonPropertyOrder({"name", "goal", "algorithm", "key", "inputs", "outputs"})
    public record Done(
            String name,
            String goal,
            int algorithm,
            String key,
            SortedMap<String, Content> inputs,
            SortedMap<String, Content> outputs) {}

    /**
     * What a folder holds, or a file.
     *
     * @param files how many files
     * @param sha256 of the file; for several, of the lines {@code SHA-256, two spaces, path} in the order of the paths
     */
    @JsonPropertyOrder({"files", "sha256"})
    public record Content(int files, String sha256) {}

    /**
     * Times and memory.
     *
     * @param written when the report was written, as ISO 8601 in UTC
     * @param phases by name
     * @param parts of phases, such as {@code train/17} for the SinGAN of patch 17
     * @param files SHA-256 of those files of the report that tell times, so that they differ between two builds; absent while the
     *     report is being written
     */
    @JsonPropertyOrder({"written", "phases", "parts", "files"})
    public record Run(
            String written,
            SortedMap<String, Stamp.Run> phases,
            SortedMap<String, Stamp.Run> parts,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedMap<String, String> files) {
        public Run with(SortedMap<String, String> newFiles) {
            return new Run(written, phases, parts, newFiles);
        }
    }

    public Manifest with(SortedMap<String, String> newFiles, Run newRun) {
        return new Manifest(
                schema, command, commit, versions, machine, seed, parameters, phases, synthetic, newFiles, newRun);
    }
}
