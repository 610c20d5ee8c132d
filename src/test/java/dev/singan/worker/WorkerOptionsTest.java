package dev.singan.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerOptionsTest {
    private static final List<String> USUAL =
            List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector", "-Dorg.bytedeco.javacpp.maxBytes=7");

    @Test
    void theUsualArgumentsComeFirstWithoutWhatAnotherParameterSays() {
        assertThat(WorkerOptions.arguments(USUAL, null))
                .containsExactly("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector");
        assertThat(WorkerOptions.arguments(USUAL, "  -Da=b   -Xlog:gc "))
                .containsExactly("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector", "-Da=b", "-Xlog:gc");
    }

    /** A JVM that is given two collectors says "Conflicting collector combinations in option list", and ends. */
    @Test
    void aCollectorOfTheUsersTakesThePlaceOfTheUsualOne() {
        assertThat(WorkerOptions.arguments(USUAL, "-XX:+UseParallelGC"))
                .containsExactly("--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC");
        assertThat(WorkerOptions.arguments(USUAL, "-XX:+UseStringDeduplication"))
                .contains("-XX:+UseSerialGC");
    }
}
