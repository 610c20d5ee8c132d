package dev.singan.study.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a study is published: what catalogues of data sets and runs ask of it.
 *
 * @param name the artifact's id, or another word of letters, digits, dots and dashes
 * @param version of the artifact
 * @param address where it can be found: the project's page, or {@code pkg:maven/GROUP/ARTIFACT@VERSION} where it has none
 * @param creators people or organisations
 * @param date when, as ISO 8601; null where the project does not tell. Never a clock's: the same study gives the same bytes
 */
public record Publication(String name, String version, String address, List<String> creators, @Nullable String date) {
    public Publication {
        creators = List.copyOf(creators);
    }
}
