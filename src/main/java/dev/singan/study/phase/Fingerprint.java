package dev.singan.study.phase;

import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.base.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A phase with its inputs read.
 *
 * @param phase the phase
 * @param inputs SHA-256 by file
 */
record Fingerprint(Phase phase, SortedMap<String, String> inputs) {
    static Fingerprint of(Phase phase, FileHashes hashes) throws IOException {
        SortedMap<String, String> inputs = new TreeMap<>();
        for (PhaseInput input : phase.inputs()) {
            inputs.putAll(hashes.tree(input.label(), input.path()));
        }
        return new Fingerprint(phase, inputs);
    }

    static SortedMap<String, String> outputs(Phase phase, WorkFolder folder, FileHashes hashes) throws IOException {
        SortedMap<String, String> outputs = new TreeMap<>();
        for (Path output : phase.outputs()) {
            outputs.putAll(hashes.tree(folder.label(output), output));
        }
        for (Path foreign : phase.foreign()) {
            hashes.tree(folder.label(foreign), foreign).keySet().forEach(outputs::remove);
        }
        return outputs;
    }

    /** The SHA-256 of all that the outputs depend on. */
    String key() {
        return Hashes.sha256(Json.line(new TreeMap<>(Map.of(
                "goal", phase.goal(),
                "algorithm", phase.algorithm(),
                "parameters", phase.parameters(),
                "versions", phase.versions(),
                "inputs", inputs))));
    }
}
