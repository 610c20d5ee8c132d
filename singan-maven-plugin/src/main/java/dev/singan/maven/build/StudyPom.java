package dev.singan.maven.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The POM of a new study: the properties that were asked for, and every goal of a study in one execution, each in its usual phase.
 *
 * @param groupId of the study
 * @param artifactId of the study
 * @param pluginVersion the plugin's
 * @param date stands in what is packed, as ISO 8601
 * @param properties {@code singan.*} to value
 */
public record StudyPom(
        String groupId, String artifactId, String pluginVersion, String date, SortedMap<String, String> properties) {
    private static final String TEMPLATE = "study-pom.xml";
    private static final Pattern PLACE = Pattern.compile("%(\\w+)%");

    public StudyPom {
        properties = new TreeMap<>(properties);
    }

    /** The file's text. */
    public String text() throws IOException {
        Map<String, String> values = Map.of(
                "groupId", escaped(groupId),
                "artifactId", escaped(artifactId),
                "date", escaped(date),
                "pluginVersion", escaped(pluginVersion),
                "properties", lines());
        try (InputStream in = StudyPom.class.getResourceAsStream(TEMPLATE)) {
            byte[] template = Objects.requireNonNull(in, "the plugin lacks its resource " + TEMPLATE)
                    .readAllBytes();
            return PLACE.matcher(new String(template, StandardCharsets.UTF_8))
                    .replaceAll(place -> value(place, values));
        }
    }

    private static String value(MatchResult place, Map<String, String> values) {
        return Matcher.quoteReplacement(Objects.requireNonNull(values.get(place.group(1)), place.group()));
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        properties.forEach((name, value) -> lines.append("    <" + name + ">" + escaped(value) + "</" + name + ">\n"));
        return lines.toString();
    }

    /** Text in XML. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
