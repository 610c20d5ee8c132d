package dev.singan.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.maven.build.FileHandles;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

class FileHandlesTest {
    @Test
    void tooFewAreToldBeforeClassesAreMissing() {
        assertThatThrownBy(() -> FileHandles.require(64))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("64 files open")
                .hasMessageContaining("ulimit -n 1024");
        assertThatCode(() -> FileHandles.require(1024)).doesNotThrowAnyException();
        assertThatCode(() -> FileHandles.require(-1)).doesNotThrowAnyException();
    }
}
