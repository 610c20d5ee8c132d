package dev.singan.study.phase;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.SchemaVersion;
import java.util.SortedMap;

/**
 * What is kept of a phase that ran to its end. Written last, so that a phase without one did not end.
 *
 * @param schema {@code singan-stamp/1}
 * @param goal what the phase does
 * @param key the SHA-256 of all that the outputs depend on
 * @param algorithm the version of the algorithm
 * @param parameters values by property
 * @param versions versions of the numerical libraries
 * @param inputs SHA-256 by file
 * @param outputs SHA-256 by file
 * @param run when and how long; nothing depends on it
 */
@SchemaVersion(Stamp.SCHEMA)
@JsonPropertyOrder({"schema", "goal", "key", "algorithm", "parameters", "versions", "inputs", "outputs", "run"})
public record Stamp(
        String schema,
        String goal,
        String key,
        int algorithm,
        SortedMap<String, String> parameters,
        SortedMap<String, String> versions,
        SortedMap<String, String> inputs,
        SortedMap<String, String> outputs,
        Run run)
        implements Checked {
    static final String SCHEMA = "singan-stamp/1";

    private static final int MOST = 1_000_000;

    @Override
    public void check(Faults faults) {
        faults.sha256("key", key);
        faults.range("algorithm", algorithm, 0, MOST);
        inputs.forEach((name, hash) -> faults.sha256("inputs[" + name + "]", hash));
        outputs.forEach((name, hash) -> faults.sha256("outputs[" + name + "]", hash));
    }

    /**
     * How a phase went.
     *
     * @param ended when, as ISO 8601 in UTC
     * @param seconds how long it took
     * @param peakMemoryMegabytes the most memory that the workers of the phase held together, 0 where nothing was forked
     * @param command the command line of the build, without values that could be secret
     */
    @JsonPropertyOrder({"ended", "seconds", "peakMemoryMegabytes", "command"})
    public record Run(String ended, double seconds, long peakMemoryMegabytes, String command) {}
}
