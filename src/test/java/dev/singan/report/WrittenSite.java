package dev.singan.report;

import dev.singan.base.Hashes;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.WorkFolder;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The site of a made-up study. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WrittenSite {
    @TempDir
    static Path folder;

    Path work;
    Path reports;

    @BeforeAll
    void write_the_site() throws IOException {
        work = folder.resolve("work");
        reports = folder.resolve("reports");
        ReportFixture.write(work);
        write(reports);
    }

    void write(Path directory) throws IOException {
        Site.write(ReportFixture.request(work, directory, ReportFixture.manifest(work)), Progress.NONE);
    }

    /** What the goal does with a report that is whole; without it nothing is known to be the report's. */
    void complete(Path directory, String... names) throws IOException {
        Manifest manifest = Manifests.of(new WorkFolder(folder.resolve("none")), "mvn verify", "3.8.7", folder, 42);
        Manifests.complete(
                manifest, ReportFixture.run("2026-02-03T04:05:06Z", 7), Site::tellsTimes, directory, Set.of(names));
    }

    static SortedMap<String, String> hashes(Path directory) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> Files.isRegularFile(f) && !OwnFolder.isMark(f))
                    .toList()) {
                hashes.put(directory.relativize(file).toString().replace('\\', '/'), Hashes.sha256(file));
            }
        }
        return hashes;
    }
}
