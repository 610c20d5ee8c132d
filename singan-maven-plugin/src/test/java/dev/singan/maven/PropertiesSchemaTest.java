package dev.singan.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Json;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.Test;

/**
 * The JSON schema of all {@code singan.*} properties is what the plugin's descriptor says of them.
 * {@code -Dsingan.test.golden=write} writes it anew.
 */
class PropertiesSchemaTest {
    private static final Path SCHEMA = Path.of("src/main/resources/dev/singan/maven/properties.schema.json");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(singan\\.[^}]+)}");

    private static PluginDescriptor plugin() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(PropertiesSchemaTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            return new PluginDescriptorBuilder().build(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
    }

    private static String schema() throws Exception {
        SortedMap<String, SortedMap<String, Object>> properties = new TreeMap<>();
        SortedMap<String, List<String>> goals = new TreeMap<>();
        List<MojoDescriptor> mojos = new ArrayList<>(plugin().getMojos());
        mojos.sort(Comparator.comparing(MojoDescriptor::getGoal));
        for (MojoDescriptor goal : mojos) {
            for (Parameter parameter : goal.getParameters()) {
                Matcher matcher = EXPRESSION.matcher(String.valueOf(parameter.getExpression()));
                if (matcher.find()) {
                    properties.putIfAbsent(matcher.group(1), property(parameter));
                    goals.computeIfAbsent(matcher.group(1), key -> new ArrayList<>())
                            .add(goal.getGoal());
                }
            }
            properties.put(
                    "singan." + goal.getGoal() + ".skip",
                    new TreeMap<>(Map.of("type", "boolean", "description", "Skips the goal " + goal.getGoal() + ".")));
        }
        goals.forEach((name, list) ->
                Objects.requireNonNull(properties.get(name)).put("$comment", "goals: " + String.join(", ", list)));
        return Json.pretty(Map.of(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "title",
                "Properties of singan-maven-plugin",
                "type",
                "object",
                "properties",
                properties,
                "patternProperties",
                Map.of(
                        "^singan\\.check\\.(min|max|tolerance)\\.[A-Za-z0-9.+-]+$",
                        Map.of("type", "string", "description", "A bound or a tolerance of the goal check.")),
                "additionalProperties",
                false));
    }

    private static SortedMap<String, Object> property(Parameter parameter) {
        SortedMap<String, Object> property = new TreeMap<>();
        property.put("type", type(parameter.getType()));
        property.put("description", plain(parameter.getDescription()));
        String given = parameter.getDefaultValue();
        if (given != null) {
            property.put("default", typed(given, type(parameter.getType())));
        }
        return property;
    }

    private static Object typed(String given, String type) {
        return switch (type) {
            case "integer" -> Long.valueOf(given);
            case "number" -> Double.valueOf(given);
            case "boolean" -> Boolean.valueOf(given);
            default -> given;
        };
    }

    private static String type(String java) {
        return switch (java.substring(java.lastIndexOf('.') + 1)) {
            case "int", "long", "Integer", "Long" -> "integer";
            case "double", "Double" -> "number";
            case "boolean", "Boolean" -> "boolean";
            default -> "string"; // files, words, and lists separated by commas
        };
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void theSchemaIsTheDescriptors() throws Exception {
        String schema = schema();
        if ("write".equals(System.getProperty("singan.test.golden"))) {
            Files.createDirectories(SCHEMA.getParent());
            Files.writeString(SCHEMA, schema);
        }
        assertThat(Files.readString(SCHEMA))
                .as("run mvn test -pl src,singan-maven-plugin -Dtest=PropertiesSchemaTest -Dsingan.test.golden=write")
                .isEqualTo(schema);
    }

    @Test
    void everyParameterIsDescribedInASentence() throws Exception {
        List<String> wanting = new ArrayList<>();
        for (MojoDescriptor goal : plugin().getMojos()) {
            assertThat(plain(goal.getDescription())).as(goal.getGoal()).hasSizeGreaterThan(20);
            for (Parameter parameter : goal.getParameters()) {
                String description = plain(String.valueOf(parameter.getDescription()));
                if (parameter.isEditable()
                        && !goal.getGoal().equals("help")
                        && !description.matches("[A-Z].{10,}\\.")) {
                    wanting.add(goal.getGoal() + " " + parameter.getName() + ": " + description);
                }
            }
        }
        assertThat(wanting).isEmpty();
    }
}
