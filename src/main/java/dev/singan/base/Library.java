package dev.singan.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A library that may be on the class path, by its Maven coordinates.
 *
 * @param group its groupId
 * @param artifact its artifactId
 */
public record Library(String group, String artifact) {
    /** The version that its jar states; nothing where it is not there, or is a folder of classes. */
    public Optional<String> version() {
        String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (@Nullable InputStream in = Library.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
