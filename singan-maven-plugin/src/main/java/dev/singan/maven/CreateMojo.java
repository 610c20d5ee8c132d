package dev.singan.maven;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.maven.build.StudyPom;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the smallest study for one's own data, a folder with a POM, and says how to run it. Example:
 * {@code mvn dev.singan:singan-maven-plugin:create -Dsingan.create=my-study -Dsingan.archive=folder -Dsingan.archive.directory=/data}.
 */
@Mojo(name = "create", threadSafe = true, requiresProject = false)
public final class CreateMojo extends AbstractSinganMojo {
    /** The folder of the study, which must not be there yet, or be empty. */
    @Parameter(property = "singan.create")
    private @Nullable File create;

    /** The study's group id. */
    @Parameter(property = "singan.create.groupId", defaultValue = "org.example")
    private String groupId;

    /** The study's artifact id; the folder's name where none is given. */
    @Parameter(property = "singan.create.artifactId")
    private @Nullable String artifactId;

    /** The archive of mammograms, as {@code extract} knows it; {@code phantom} needs no data. */
    @Parameter(property = "singan.archive")
    private @Nullable String archive;

    /** Where the archive lies; not for {@code phantom}. */
    @Parameter(property = "singan.archive.directory")
    private @Nullable File archiveDirectory;

    /** The protocol: {@code strict}, or as the published studies did: {@code published}, {@code iwbi}. */
    @Parameter(property = "singan.protocol", defaultValue = "strict")
    private String protocol;

    @Override
    protected void run() throws IOException {
        List<String> faults = new ArrayList<>();
        SortedMap<String, String> properties = properties(faults);
        if (create == null) {
            faults.add("singan.create is not given: it is the folder to write the study into, such as"
                    + " -Dsingan.create=my-study");
        } else if (isTaken(path(create))) {
            faults.add(path(create) + " holds something, so nothing was written there: give another folder with"
                    + " -Dsingan.create=…");
        }
        if (create == null || !faults.isEmpty()) {
            throw new UserException(String.join("\n", faults));
        }
        write(path(create), properties);
    }

    private SortedMap<String, String> properties(List<String> faults) {
        SortedMap<String, String> properties = new TreeMap<>();
        try {
            properties.put("singan.protocol", Protocol.named(protocol).name());
            ArchiveKind kind = ArchiveKind.named(archive == null ? "" : archive);
            properties.put("singan.archive", kind.label());
            if (kind.provider().isReal()) {
                properties.put("singan.archive.directory", directory(kind));
            }
        } catch (UserException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return properties;
    }

    private String directory(ArchiveKind kind) {
        if (archiveDirectory == null || !archiveDirectory.isDirectory()) {
            throw new UserException("singan.archive is " + kind.label() + ", but "
                    + (archiveDirectory == null ? "nothing says where it lies" : archiveDirectory + " is no folder")
                    + ": set -Dsingan.archive.directory=… to " + kind.provider().layout() + ".");
        }
        return path(archiveDirectory).toString();
    }

    private static boolean isTaken(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.findAny().isPresent();
        }
    }

    private void write(Path folder, SortedMap<String, String> properties) throws IOException {
        String name = artifactId == null
                ? String.valueOf(folder.getFileName()).replaceAll("[^A-Za-z0-9._-]", "-")
                : artifactId;
        StudyPom pom = new StudyPom(
                groupId,
                name,
                mojoExecution.getVersion(),
                Instant.now().truncatedTo(ChronoUnit.DAYS).toString(),
                properties);
        AtomicFiles.writeString(folder.resolve("pom.xml"), pom.text());
        AtomicFiles.writeString(folder.resolve(".gitignore"), ".singan/\n/target/\n/reports/*\n!/reports/reference/\n");
        getLog().info("create: wrote " + folder.resolve("pom.xml"));
        getLog().info("create: what would run, and for how long:  mvn -f " + folder + " singan:status");
        getLog().info("create: run it:                            mvn -f " + folder + " verify");
    }
}
