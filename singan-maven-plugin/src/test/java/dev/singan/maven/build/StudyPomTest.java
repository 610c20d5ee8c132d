package dev.singan.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.Test;

class StudyPomTest {
    private static Model model(Map<String, String> properties) throws Exception {
        String text = new StudyPom(
                        "org.example", "my-study", "1.2.3", "2026-01-02T00:00:00Z", new TreeMap<>(properties))
                .text();
        return new MavenXpp3Reader().read(new StringReader(text), true);
    }

    @Test
    void itIsAPomWithThePropertiesAsTheyWereGiven() throws Exception {
        Model model = model(Map.of("singan.archive", "folder", "singan.archive.directory", "/data/R&D <new>/ä"));
        assertThat(model.getPackaging()).isEqualTo("pom");
        assertThat(model.getArtifactId()).isEqualTo("my-study");
        assertThat(model.getProperties())
                .containsEntry("singan.archive", "folder")
                .containsEntry("singan.archive.directory", "/data/R&D <new>/ä")
                .containsEntry("project.build.outputTimestamp", "2026-01-02T00:00:00Z");
        assertThat(model.getBuild().getPlugins().get(0).getVersion()).isEqualTo("1.2.3");
    }

    /** Every goal that is bound to a phase of its own is part of a study, but for the weights, which only some need. */
    @Test
    void itBindsEveryGoalOfAStudyInTheOrderOfTheirPhases() throws Exception {
        Plugin plugin = model(Map.of()).getBuild().getPlugins().get(0);
        List<String> goals = plugin.getExecutions().get(0).getGoals();
        try (InputStream in =
                Objects.requireNonNull(StudyPomTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            PluginDescriptor descriptor =
                    new PluginDescriptorBuilder().build(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String> bound = descriptor.getMojos().stream()
                    .filter(mojo -> mojo.getPhase() != null)
                    .map(MojoDescriptor::getGoal)
                    .filter(goal -> !goal.equals("weights"))
                    .toList();
            assertThat(goals).containsExactlyInAnyOrderElementsOf(bound);
        }
        assertThat(goals)
                .containsSubsequence("extract", "train", "augment", "classify", "evaluate", "report", "crate", "check");
    }
}
