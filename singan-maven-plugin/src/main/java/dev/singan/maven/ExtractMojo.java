package dev.singan.maven;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.base.UserException;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.image.dicom.DicomWindow;
import dev.singan.study.phase.Phase;
import dev.singan.study.phase.PhaseInput;
import dev.singan.study.phase.PhaseRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Cuts the archive's mammograms into lesion patches of three zoom groups and healthy patches, all of 224x224 pixels. */
@Mojo(name = "extract", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class ExtractMojo extends AbstractPhaseMojo {
    private static final int ALGORITHM = 3;

    /** Rough, on one core of a server of 2023; for the plan alone. */
    private static final double BYTES_PER_SECOND = 10e6;

    private static final double SECONDS_OF_PHANTOM = 15;

    /** The archive of mammograms: {@code phantom}, {@code bcdr}, {@code mias}, {@code cbis-ddsm}, {@code vindr}, {@code inbreast} or {@code folder}. */
    @Parameter(property = "singan.archive", defaultValue = "phantom")
    private String archive;

    /** Where the archive lies; the phantom's place is in the working folder. It is only read. */
    @Parameter(property = "singan.archive.directory")
    private @Nullable File archiveDirectory;

    /** The protocol: {@code strict} (a careful study), {@code published} (as the thesis's code behaves) or {@code iwbi}. */
    @Parameter(property = "singan.protocol", defaultValue = "strict")
    private String protocol;

    /** The study's seed; every random stream follows from it. */
    @Parameter(property = "singan.seed", defaultValue = "42")
    private long seed;

    /** The most healthy windows of one image, drawn by the seed; 0 for all. Without a value what the archive proposes: 2 for mini-MIAS, for instance, and all for BCDR. */
    @Parameter(property = "singan.healthy.perImage")
    private @Nullable Integer healthyPerImage;

    /** The least width and height of a lesion in pixels; smaller ones are left out. */
    @Parameter(property = "singan.lesion.minimum", defaultValue = "1")
    private int lesionMinimum;

    /** The share of rows and files, from 0 to 1, that may be damaged before the extraction fails. */
    @Parameter(property = "singan.skipped.maximum", defaultValue = "0.01")
    private double skippedMaximum;

    /**
     * How many bits of a 16-bit sample the images use, 8 to 16, such as 12 for many detectors: the upper eight of them are kept. Without
     * a value the upper eight of all 16, as OpenCV reads such files; the build warns where they hold less.
     */
    @Parameter(property = "singan.image.bits")
    private @Nullable Integer imageBits;

    /**
     * How the 8 to 16 bits of DICOM images become 256 grey values: {@code display} (by the file's first look-up table or window; where it
     * has none, as under {@code full}), {@code full} (the upper eight of its bits), {@code range} (from the image's least value to its
     * greatest) or a window's centre and width, such as {@code 2047.5/4096}. Without a value {@code display}.
     */
    @Parameter(property = "singan.dicom.window")
    private @Nullable String dicomWindow;

    /**
     * How many images are cut at a time at most; without a value as many as there are processors. Fewer are where Maven's heap has no room
     * for them: some 64 MB each, 160 MB of CBIS-DDSM, beside 100 MB.
     */
    @Parameter(property = "singan.extract.threads")
    private @Nullable Integer extractThreads;

    @Override
    List<PhaseInput> inputs() {
        return List.of(new PhaseInput("archive", directory()));
    }

    private Path directory() {
        if (ArchiveKind.named(archive) == ArchiveKind.PHANTOM) {
            return folder().archive();
        }
        if (archiveDirectory == null) {
            throw new UserException("singan.archive is " + archive + ", but nothing says where it lies: set"
                    + " -Dsingan.archive.directory=… to "
                    + ArchiveKind.named(archive).provider().layout() + ".");
        }
        return path(archiveDirectory);
    }

    @Override
    List<Path> outputs() {
        return List.of(
                folder().extraction(),
                folder().patches().resolve("healthy"),
                folder().patches().resolve("lesion"));
    }

    @Override
    int algorithm() {
        return ALGORITHM;
    }

    @Override
    Phase.Leftovers leftovers() {
        return Phase.Leftovers.REPLACE;
    }

    /** By the archive's bytes, once it is there. */
    @Override
    double expectedSeconds() throws IOException {
        if (!Files.isDirectory(directory())) {
            return SECONDS_OF_PHANTOM;
        }
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return 1 + bytes / (BYTES_PER_SECOND * Runtime.getRuntime().availableProcessors());
    }

    @Override
    long work(PhaseRunner runner, Progress progress) throws IOException {
        ExtractionRules rules = ExtractionRules.of(Protocol.named(protocol), seed)
                .withHealthyPerImage(healthyPerImage)
                .withMinimumLesion(lesionMinimum)
                .withMaximumSkipped(skippedMaximum)
                .withImageBits(imageBits)
                .withDicomWindow(dicomWindow == null ? DicomWindow.DISPLAY : DicomWindow.named(dicomWindow));
        ExtractionResult made = Extraction.run(
                new ExtractionRequest(
                        ArchiveKind.named(archive),
                        directory(),
                        folder().root(),
                        rules,
                        extractThreads == null ? Runtime.getRuntime().availableProcessors() : extractThreads),
                progress);
        progress.info(made.patches().size() + " patches of " + made.images() + " images and " + made.lesions()
                + " lesions; " + made.skipped().size() + " rows or files left out");
        return 0;
    }
}
