package dev.singan.report.compare;

import dev.singan.base.DamagedRecordException;
import dev.singan.base.Hashes;
import dev.singan.base.Limits;
import dev.singan.base.Records;
import dev.singan.base.ReportFolder;
import dev.singan.base.UserException;
import dev.singan.study.phase.Manifest;
import dev.singan.study.results.Results;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A study that is compared with others.
 *
 * @param name as the user gave it
 * @param sha256 of its {@code results.json}
 * @param results its figures
 * @param manifest how they came to be, or null where that lies not beside them
 */
record ComparedStudy(String name, String sha256, Results results, @Nullable Manifest manifest) {
    private static final String RESULTS = ReportFolder.RESULTS;
    private static final String REMEDY =
            "Name a results.json that this version of singan wrote, or have it written again by the goal"
                    + " evaluate of the study.";

    /** Bytes that a zip file's entry may have; a study of a thousand splits has a tenth of it. */
    private static final int MOST = 1 << 28;

    /** Bytes of a file of the study, empty where there is none. */
    @FunctionalInterface
    private interface Source {
        Optional<byte[]> read(String file) throws IOException;
    }

    /**
     * Reads a study.
     *
     * @param name as the user gave it
     * @param place {@code results.json}, a folder that holds it, or a zip file of the goal crate
     * @throws UserException where it is none
     */
    static ComparedStudy read(String name, Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return of(name, place, file -> content(place.resolve(file)));
        }
        Limits.requireRegular(place, "singan.compare");
        if (!place.toString().endsWith(".zip")) {
            return of(name, place, file -> content(file.equals(RESULTS) ? place : place.resolveSibling(file)));
        }
        try (ZipFile zip = new ZipFile(place.toFile(), StandardCharsets.UTF_8)) {
            return of(name, place, file -> content(zip, file, place));
        } catch (ZipException | EOFException e) {
            throw new UserException(
                    place + ", which singan.compare names, is a damaged zip file (" + e.getMessage()
                            + "): get it again.",
                    e);
        }
    }

    private static ComparedStudy of(String name, Path place, Source source) throws IOException {
        byte[] results = source.read(RESULTS)
                .orElseThrow(() -> new UserException("singan.compare names " + name + ", but " + place + " holds no "
                        + RESULTS + ": name a report's folder, a study's working folder, a " + RESULTS
                        + " or a file with the classifier crate; mvn verify on the study writes them."));
        byte @Nullable [] manifest = source.read(Manifest.FILE).orElse(null);
        return new ComparedStudy(
                name,
                Hashes.sha256(results),
                parse(results, Results.class, RESULTS, place),
                manifest == null ? null : parse(manifest, Manifest.class, Manifest.FILE, place));
    }

    private static <T> T parse(byte[] json, Class<T> type, String file, Path place) {
        try {
            return Records.parse(json, type);
        } catch (DamagedRecordException e) {
            throw new UserException(
                    file + " of " + place + " cannot be compared: " + e.getMessage() + ". " + REMEDY, e);
        }
    }

    private static Optional<byte[]> content(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Limits.bytes(file, Limits.RECORD)) : Optional.empty();
    }

    private static Optional<byte[]> content(ZipFile zip, String name, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new UserException(name + " of " + file + " unpacks to more than " + (MOST >> 20)
                        + " MB: it cannot be what it should be. Replace it.");
            }
            return Optional.of(bytes);
        }
    }
}
