package dev.singan.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Json;
import dev.singan.base.UserException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
    private static ClusterSettings settings(String master, String storage, Map<String, String> conf) {
        return new ClusterSettings(master, storage, 4, 60, 60, new TreeMap<>(conf));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark://host:7077",
                "spark://a:7077,b:7077",
                "yarn",
                "k8s://https://host:6443",
                "local[2]",
                "local-cluster[2,1,2048]"
            })
    void everyMasterOfSparksIsTaken(String master) {
        assertThat(settings(master, "hdfs://host:8020/singan", Map.of()).master())
                .isEqualTo(master);
    }

    @Test
    void anotherMasterIsRefusedWithExamples() {
        assertThatThrownBy(() -> settings("host:7077", "file:///x", Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.cluster is host:7077")
                .hasMessageContaining("spark://host:7077");
    }

    @Test
    void aStorageHasToBeGivenWithItsScheme() {
        assertThatThrownBy(() -> settings("yarn", "", Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.cluster.storage is not given")
                .hasMessageContaining("-Dsingan.cluster.storage=file:///shared/singan");
        assertThatThrownBy(() -> settings("yarn", "/shared", Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.cluster.storage is /shared");
    }

    @Test
    void aSettingThatIsNotSparksIsRefused() {
        assertThatThrownBy(() -> settings("yarn", "file:///x", Map.of("sparc.executor.cores", "2")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.cluster.conf.sparc.executor.cores");
    }

    @Test
    void secretsAreNeitherPrintedNorLeftInTexts() {
        ClusterSettings settings = settings(
                "yarn",
                "file:///x",
                Map.of(
                        "spark.authenticate.secret", "hush",
                        "spark.ssl.keyPassword", "whist",
                        "spark.hadoop.fs.s3a.access.key", "quiet",
                        "spark.hadoop.x.token", "mum",
                        "spark.executor.cores", "2"));
        assertThat(settings.toString()).doesNotContain("hush", "whist", "quiet", "mum");
        assertThat(settings.redact("hush, whist, quiet, mum and 2")).isEqualTo("…, …, …, … and 2");
    }

    @Test
    void theDriverReadsWhatTheBuildWrites() throws Exception {
        ClusterSettings settings = settings("yarn", "file:///x", Map.of("spark.authenticate.secret", "hush"));
        assertThat(Json.mapper().readValue(Json.line(settings), ClusterSettings.class))
                .isEqualTo(settings);
    }
}
