package dev.singan.cluster.job;

import dev.singan.base.Redaction;
import dev.singan.base.Requirement;
import dev.singan.base.UserException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a cluster is, and how it is used.
 *
 * @param master Spark's master, {@code singan.cluster}: {@code spark://host:7077}, {@code yarn}, {@code k8s://…}, {@code local[2]}
 * @param storage where files travel through, {@code singan.cluster.storage}: an address of a file system of Hadoop's
 * @param tries how often a task is tried at most, {@code singan.cluster.retries}
 * @param patience seconds to wait for the first executor, {@code singan.cluster.wait}
 * @param checkpointSeconds seconds between two travels of a training's checkpoint, {@code singan.cluster.checkpointSeconds}
 * @param conf Spark's own settings by name; values may be secrets
 */
public record ClusterSettings(
        String master, String storage, int tries, int patience, int checkpointSeconds, SortedMap<String, String> conf) {
    private static final String EXAMPLES = "spark://host:7077, yarn, k8s://https://host:6443 or local[2]";

    /** @throws UserException where a value is not allowed */
    public ClusterSettings {
        Requirement.property(
                master.matches("spark://.+|yarn|k8s://.+|local(-cluster)?\\[.+]"), "singan.cluster", master, EXAMPLES);
        requireStorage(storage);
        Requirement.range("singan.cluster.retries", tries, 1, 100);
        Requirement.range("singan.cluster.wait", patience, 1, 1 << 20);
        Requirement.range("singan.cluster.checkpointSeconds", checkpointSeconds, 1, 1 << 20);
        conf = new TreeMap<>(conf);
        for (String name : conf.keySet()) {
            Requirement.property(
                    name.startsWith("spark."),
                    "singan.cluster.conf." + name,
                    "given",
                    "a setting of Spark's, spark.x.y");
        }
    }

    private static void requireStorage(String storage) {
        if (storage.isBlank()) {
            throw new UserException(
                    "singan.cluster.storage is not given: it is the folder through which files travel to"
                            + " executors and back, at the same address for this machine and for every executor, such as"
                            + " -Dsingan.cluster.storage=file:///shared/singan or hdfs://host:8020/singan");
        }
        Optional<String> scheme = scheme(storage);
        Requirement.property(
                scheme.isPresent(),
                "singan.cluster.storage",
                storage,
                "an address with a scheme, such as file:///shared/singan or hdfs://host:8020/singan");
    }

    private static Optional<String> scheme(String storage) {
        try {
            return Optional.ofNullable(URI.create(storage).getScheme());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes the values of secrets out of a text. */
    public String redact(String text) {
        String plain = text;
        for (Map.Entry<String, String> one : conf.entrySet()) {
            if (isSecret(one.getKey()) && !one.getValue().isBlank()) {
                plain = plain.replace(one.getValue(), Redaction.CUT);
            }
        }
        return plain;
    }

    private static boolean isSecret(String name) {
        return Redaction.isSecret(name) || name.toLowerCase(Locale.ROOT).contains("key");
    }

    /** Without the values of Spark's settings, as they may be secrets. */
    @Override
    public String toString() {
        return master + ", storage " + storage + ", settings " + conf.keySet();
    }
}
