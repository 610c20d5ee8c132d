package dev.singan.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the goals' outputs are said to depend on, with the descriptor that the build made of them. */
class MojoParametersTest {
    /** A value that a parameter may have, by the type of its field. */
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "word",
            Integer.class,
            1,
            int.class,
            1,
            Long.class,
            1L,
            long.class,
            1L,
            Double.class,
            0.5,
            double.class,
            0.5,
            Boolean.class,
            true,
            boolean.class,
            true,
            List.class,
            List.of("one", "two"));

    private static PluginDescriptor plugin;

    @BeforeAll
    static void readDescriptor() throws Exception {
        try (Reader file = new InputStreamReader(open("/META-INF/maven/plugin.xml"), StandardCharsets.UTF_8)) {
            plugin = new PluginDescriptorBuilder().build(file);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(MojoParametersTest.class.getResourceAsStream(resource), resource);
    }

    private static MojoDescriptor goal(String name) {
        return Objects.requireNonNull(plugin.getMojo(name), name);
    }

    private static AbstractSinganMojo instance(MojoDescriptor goal) throws ReflectiveOperationException {
        return (AbstractSinganMojo)
                Class.forName(goal.getImplementation()).getDeclaredConstructor().newInstance();
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static SortedMap<String, String> parameters(String goal, Map<String, Object> fields)
            throws ReflectiveOperationException {
        MojoDescriptor descriptor = goal(goal);
        AbstractSinganMojo mojo = instance(descriptor);
        for (Map.Entry<String, Object> entry : fields.entrySet()) {
            field(mojo.getClass(), entry.getKey()).set(mojo, entry.getValue());
        }
        return MojoParameters.resultAffecting(mojo, descriptor);
    }

    private static Map<String, Object> everything(String goal) throws ReflectiveOperationException {
        Map<String, Object> fields = new TreeMap<>();
        MojoDescriptor descriptor = goal(goal);
        Class<?> type = instance(descriptor).getClass();
        for (var parameter : descriptor.getParameters()) {
            Object sample = SAMPLES.get(field(type, parameter.getName()).getType());
            if (sample != null) {
                fields.put(parameter.getName(), sample);
            }
        }
        return fields;
    }

    /** A property that is taken away or added changes the key of every working folder there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {"phantom", "extract", "metadata", "train", "augment", "classify", "evaluate", "report", "attach"
            })
    void aGoalsKeyHoldsTheseProperties(String goal) throws Exception {
        JsonNode expected;
        try (InputStream file = open("key-properties.json")) {
            expected = Json.mapper().readTree(file).path(goal);
        }
        assertThat(Json.line(parameters(goal, everything(goal)).keySet())).isEqualTo(expected.toString());
    }

    @Test
    void valuesAreWrittenAsTheUserWritesThemAndWhatHasNoneIsLeftOut() throws Exception {
        SortedMap<String, String> values = parameters(
                "train",
                Map.of("iterations", 300, "scaleFactor", 0.75, "recipe", "official", "sourcesZooms", List.of(1, 3)));
        assertThat(values)
                .containsEntry("singan.gan.iterations", "300")
                .containsEntry("singan.gan.scaleFactor", "0.75")
                .containsEntry("singan.gan.recipe", "official")
                .containsEntry("singan.sources.zooms", "1,3")
                .doesNotContainKeys("singan.gan.trainer", "singan.gan.filters");
    }

    @Test
    void filesFoldersProcessesAndWhatChangesNoResultAreLeftOut() throws Exception {
        Map<String, Object> fields = new TreeMap<>(everything("train"));
        fields.put("workDirectory", new File("work"));
        assertThat(parameters("train", fields).keySet())
                .doesNotContain(
                        "singan.workDirectory",
                        "singan.force",
                        "singan.threads",
                        "singan.heap",
                        "singan.processes",
                        "singan.synthetic",
                        "singan.gan.checkpointInterval");
        assertThat(parameters("augment", Map.of("sifidWeights", new File("inception.pth")))
                        .keySet())
                .doesNotContain("singan.sifid.weights");
    }

    /** The content of a file counts, not its name; that there is none is a value. */
    @Test
    void weightsCountWhereTheyAreRandom() throws Exception {
        assertThat(parameters("classify", Map.of("weights", "random"))).containsEntry("singan.weights", "random");
        assertThat(parameters("classify", Map.of("weights", "resnet50.pth"))).doesNotContainKey("singan.weights");
    }
}
