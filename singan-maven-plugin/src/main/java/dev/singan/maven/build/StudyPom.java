package dev.singan.maven.build;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
    private static final List<String> GOALS = List.of(
            "phantom",
            "extract",
            "metadata",
            "train",
            "augment",
            "attach",
            "classify",
            "evaluate",
            "report",
            "crate",
            "check");

    public StudyPom {
        properties = new TreeMap<>(properties);
    }

    /** The file's text. */
    public String text() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- A study: this file is its protocol. "mvn singan:status" tells what "mvn verify" would run, and for how long. -->
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>1-SNAPSHOT</version>
                  <packaging>pom</packaging>
                  <properties>
                    <!-- Stands in what is packed, so that the same study gives the same bytes. -->
                    <project.build.outputTimestamp>%s</project.build.outputTimestamp>
                %s  </properties>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>dev.singan</groupId>
                        <artifactId>singan-maven-plugin</artifactId>
                        <version>%s</version>
                        <executions>
                          <execution>
                            <goals>
                %s            </goals>
                          </execution>
                        </executions>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """
                .formatted(
                        escaped(groupId), escaped(artifactId), escaped(date), lines(), escaped(pluginVersion), goals());
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> one : properties.entrySet()) {
            String name = one.getKey();
            lines.append("    <")
                    .append(name)
                    .append('>')
                    .append(escaped(one.getValue()))
                    .append("</");
            lines.append(name).append(">\n");
        }
        return lines.toString();
    }

    private static String goals() {
        StringBuilder lines = new StringBuilder();
        GOALS.forEach(goal -> lines.append("              <goal>").append(goal).append("</goal>\n"));
        return lines.toString();
    }

    /** Text in XML. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
