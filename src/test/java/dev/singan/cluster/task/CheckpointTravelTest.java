package dev.singan.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Json;
import dev.singan.cluster.storage.Storage;
import dev.singan.cluster.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an interval of no time. */
class CheckpointTravelTest {
    private static final String RECORD = "checkpoints/x.json";

    @TempDir
    Path folder;

    private Storage storage;
    private Path output;

    @BeforeEach
    void open() throws IOException {
        storage = Storage.open(folder.resolve("storage").toUri().toString(), new Configuration());
        output = Files.createDirectories(folder.resolve("work/7"));
    }

    private List<StoredFile> sent() throws IOException {
        return Arrays.asList(Json.mapper().readValue(storage.read(RECORD).orElseThrow(), StoredFile[].class));
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    @Test
    void whatIsThereTravelsAgainWhereItHasChanged() throws Exception {
        CheckpointTravel travel = new CheckpointTravel(storage, RECORD, output, 0);
        travel.travelIfDue();
        assertThat(storage.read(RECORD)).isEmpty();

        AtomicFiles.writeString(output.resolve("losses.csv"), "1");
        travel.travelIfDue();
        String first = storage.read(RECORD).orElseThrow();
        assertThat(sent()).extracting(StoredFile::name).containsExactly("losses.csv");

        storage.delete(RECORD);
        travel.travelIfDue();
        assertThat(storage.read(RECORD)).as("nothing has changed").isEmpty();

        AtomicFiles.writeString(output.resolve("losses.csv"), "2");
        travel.travelIfDue();
        assertThat(storage.read(RECORD)).isPresent().isNotEqualTo(java.util.Optional.of(first));
        try (Stream<Path> left = Files.list(output.getParent())) {
            assertThat(left).containsExactly(output);
        }
    }

    @Test
    void whatTheTaskStartedFromDoesNotTravelBack() throws Exception {
        AtomicFiles.writeString(output.resolve("losses.csv"), "1");
        new CheckpointTravel(storage, RECORD, output, 0).travelIfDue();
        assertThat(storage.read(RECORD)).isEmpty();
    }
}
