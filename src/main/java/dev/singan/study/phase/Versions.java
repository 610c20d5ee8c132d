package dev.singan.study.phase;

import dev.singan.base.Library;
import dev.singan.tensor.engines.Engines;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of what computes, as found on the class path. */
public final class Versions {
    private Versions() {}

    /** ND4J's backend and its version; what the outputs of every numerical phase depend on. */
    public static SortedMap<String, String> numerical() {
        SortedMap<String, String> versions = new TreeMap<>();
        for (Library library : Engines.libraries()) {
            library.version().ifPresent(version -> versions.put(library.artifact(), version));
        }
        return versions;
    }

    /** The version of this library; {@code unknown} where it runs from a folder of classes. */
    public static String library() {
        return new Library("dev.singan", "singan").version().orElse("unknown");
    }
}
