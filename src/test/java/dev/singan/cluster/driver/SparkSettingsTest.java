package dev.singan.cluster.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.cluster.job.ClusterSettings;
import dev.singan.worker.WorkerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
    private static Map<String, String> conf(Map<String, String> own) {
        return SparkSettings.of(new ClusterJob(
                "train",
                new ClusterSettings("spark://host:7077", "file:///x", 3, 60, 60, new TreeMap<>(own)),
                new WorkerOptions(1000, 500, 2, null),
                List.of(),
                Path.of("singan.jar"),
                List.of()));
    }

    /** 1000 and 500 MB and 256 for the JVM itself. */
    @Test
    void anExecutorGetsRoomForItsWorkersBesideItsHeap() {
        assertThat(conf(Map.of()).get("spark.executor.memoryOverhead")).isEqualTo("1756m");
        assertThat(conf(Map.of("spark.executor.cores", "8")).get("spark.executor.memoryOverhead"))
                .isEqualTo(4 * 1756 + "m");
    }

    @Test
    void tooLittleRoomIsRefusedWithWhatIsEnough() {
        assertThatThrownBy(() -> conf(Map.of("spark.executor.memoryOverhead", "1g")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("singan.cluster.conf.spark.executor.memoryOverhead=1g is too little")
                .hasMessageContaining("Give 1756m or more");
        assertThat(conf(Map.of("spark.executor.memoryOverhead", "2g")).get("spark.executor.memoryOverhead"))
                .isEqualTo("2g");
    }

    @Test
    void whatIsNoSizeIsRefused() {
        assertThatThrownBy(() -> conf(Map.of("spark.executor.memoryOverhead", "lots")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("such as 2048m or 2g");
    }

    @Test
    void triesAndThreadsAreSparksAndTheUsersSettingsWin() {
        Map<String, String> conf = conf(Map.of("spark.executor.memory", "1g"));
        assertThat(conf.get("spark.task.maxFailures")).isEqualTo("3");
        assertThat(conf.get("spark.task.cpus")).isEqualTo("2");
        assertThat(conf.get("spark.executor.memory")).isEqualTo("1g");
        assertThat(conf.get("spark.jars")).endsWith("/singan.jar");
    }
}
