package dev.singan.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClusterOptionsTest {
    /** What the library's driver is compiled against. */
    @Test
    void theUsualVersionIsTheOneThatIsTried() throws Exception {
        String pom = Files.readString(Path.of("../pom.xml"));
        String version = pom.replaceAll("(?s).*<spark\\.version>([^<]+)<.*", "$1");
        String mojo = Files.readString(Path.of("src/main/java/dev/singan/maven/AbstractClusterMojo.java"));
        assertThat(mojo).contains("property = \"singan.cluster.version\", defaultValue = \"" + version + "\"");
    }
}
