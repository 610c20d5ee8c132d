package dev.singan.study.phase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The versions of what computes, as found on the class path. */
public final class Versions {
    private static final List<String> BACKENDS = List.of("nd4j-native", "nd4j-cuda-11.6");

    private Versions() {}

    /** ND4J's backend and version, and oneDNN's; what the outputs of every numerical phase depend on. */
    public static SortedMap<String, String> numerical() {
        SortedMap<String, String> versions = new TreeMap<>();
        for (String backend : BACKENDS) {
            put(versions, "org.nd4j", backend);
        }
        put(versions, "org.bytedeco", "dnnl");
        return versions;
    }

    /** The version of this library; {@code unknown} where it runs from a folder of classes. */
    public static String library() {
        @Nullable String version = version("dev.singan", "singan");
        return version == null ? "unknown" : version;
    }

    private static void put(SortedMap<String, String> versions, String group, String artifact) {
        @Nullable String version = version(group, artifact);
        if (version != null) {
            versions.put(artifact, version);
        }
    }

    private static @Nullable String version(String group, String artifact) {
        String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (@Nullable InputStream in = Versions.class.getResourceAsStream(name)) {
            if (in == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
