package dev.singan.study.phase;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.base.Json;
import dev.singan.base.Redaction;
import dev.singan.base.SchemaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the folder of a model or of samples came to be: {@code manifest.json} in it. The same work gives the same bytes; when and by which
 * command it was done stands in the stamp and in the report's {@link Manifest}.
 *
 * @param schema {@value #SCHEMA}
 * @param goal what made the folder
 * @param algorithm the version of the algorithm
 * @param key SHA-256 of all that the folder depends on
 * @param parameters values by property
 * @param versions versions of this library and of the numerical libraries
 * @param inputs SHA-256 of what was read, by file
 * @param files SHA-256 of the folder's other files, by their place in it
 */
@JsonPropertyOrder({"schema", "goal", "algorithm", "key", "parameters", "versions", "inputs", "files"})
@SchemaVersion(FolderManifest.SCHEMA)
public record FolderManifest(
        String schema,
        String goal,
        int algorithm,
        String key,
        SortedMap<String, String> parameters,
        SortedMap<String, String> versions,
        SortedMap<String, String> inputs,
        SortedMap<String, String> files) {
    /** The version of the file's layout. */
    public static final String SCHEMA = "singan-folder/1";

    public static final String SCHEMA_FILE = "folder.schema.json";

    /** The JSON schema of the file. */
    public static InputStream definition() {
        return Objects.requireNonNull(
                FolderManifest.class.getResourceAsStream(SCHEMA_FILE), "the library lacks its resource " + SCHEMA_FILE);
    }

    /** Writes the manifests of a phase's folders, whose other files are whole. */
    static void write(Fingerprint fingerprint, FileHashes hashes) throws IOException {
        Phase phase = fingerprint.phase();
        SortedMap<String, String> versions = new TreeMap<>(phase.versions());
        versions.put("singan", Versions.library());
        for (Path folder : phase.outputs()) {
            SortedMap<String, String> files = new TreeMap<>();
            hashes.tree("", folder).forEach((name, hash) -> files.put(name.substring(1), hash));
            files.remove(Manifest.FILE);
            Json.write(
                    folder.resolve(Manifest.FILE),
                    new FolderManifest(
                            SCHEMA,
                            phase.goal(),
                            phase.algorithm(),
                            fingerprint.key(),
                            Redaction.of(null).values(phase.parameters()),
                            versions,
                            fingerprint.inputs(),
                            files));
        }
    }
}
