package dev.singan.study.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path directory;

    @Test
    void aSecondHolderIsToldWhoTheFirstIs() throws Exception {
        WorkFolder folder = new WorkFolder(directory.resolve("work"));
        try (FolderLock first = FolderLock.acquire(folder, "build one", Duration.ZERO, Progress.NONE)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> FolderLock.acquire(folder, "build two", Duration.ZERO, Progress.NONE))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("in use by build one")
                    .hasMessageContaining("singan.workDirectory");
        }
        FolderLock.acquire(folder, "build two", Duration.ZERO, Progress.NONE).close();
    }

    @Test
    void aPatientSecondHolderGetsTheFolderWhenTheFirstLeavesIt() throws Exception {
        WorkFolder folder = new WorkFolder(directory.resolve("work"));
        FolderLock first = FolderLock.acquire(folder, "build one", Duration.ZERO, Progress.NONE);
        CompletableFuture<FolderLock> second = CompletableFuture.supplyAsync(() -> {
            try {
                return FolderLock.acquire(folder, "build two", Duration.ofSeconds(30), Progress.NONE);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        first.close();
        second.get(20, TimeUnit.SECONDS).close();
    }
}
