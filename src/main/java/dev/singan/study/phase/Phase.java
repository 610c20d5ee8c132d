package dev.singan.study.phase;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step of the study, by all that its outputs depend on. Threads, memory and paths are not in it.
 *
 * @param name the execution's id, which names the stamp; parts of a phase are named {@code train/17}
 * @param goal what the phase does, such as {@code train}
 * @param algorithm the version of the algorithm, raised with every change of code that changes outputs
 * @param parameters the values that the outputs depend on, by property
 * @param versions the versions of the numerical libraries that the outputs depend on
 * @param inputs what it reads
 * @param outputs the files and folders that it, and nothing else, writes
 * @param foreign what lies in those folders and belongs to others
 * @param leftovers what becomes of outputs that lie there when it starts
 */
public record Phase(
        String name,
        String goal,
        int algorithm,
        SortedMap<String, String> parameters,
        SortedMap<String, String> versions,
        List<PhaseInput> inputs,
        List<Path> outputs,
        List<Path> foreign,
        Leftovers leftovers) {
    /** What becomes of outputs that lie there when a phase starts. */
    public enum Leftovers {
        /** They are removed before the work, and after a failure. */
        REMOVE,
        /** The work goes on with those that the same phase began; others are removed before it. */
        RESUME,
        /** The work replaces them itself when it has succeeded; until then the last ones stand, and their stamp. */
        REPLACE
    }

    public Phase {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        foreign = List.copyOf(foreign);
    }

    /** Whether this is a part of a phase, such as {@code train/17}; the folders that parts write carry a manifest of their own. */
    boolean isPart() {
        return name.contains("/");
    }

    /** The execution's id; for a part that of its phase. */
    String execution() {
        return isPart() ? name.substring(0, name.indexOf('/')) : name;
    }
}
