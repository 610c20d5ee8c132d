package dev.singan.study.phase;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the synthetic data set that a study took from elsewhere came to be; the members are those of the {@link Manifest} of the study that
 * made it.
 *
 * @param sha256 of the zip file
 * @param command the build's command
 * @param commit the commit of that study's repository; null outside one
 * @param versions versions of the library, Java, Maven and the numerical libraries
 * @param machine operating system and processor
 * @param seed that study's seed
 * @param parameters values by property
 * @param phases what was done up to the samples
 */
@JsonPropertyOrder({"sha256", "command", "commit", "versions", "machine", "seed", "parameters", "phases"})
public record Origin(
        String sha256,
        String command,
        @Nullable String commit,
        SortedMap<String, String> versions,
        SortedMap<String, String> machine,
        long seed,
        SortedMap<String, String> parameters,
        List<Manifest.Done> phases) {}
