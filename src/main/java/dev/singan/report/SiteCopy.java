package dev.singan.report;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Hashes;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.study.phase.Manifest;
import dev.singan.study.publish.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies a report that is whole into another folder, such as a project's site. */
public final class SiteCopy {
    private SiteCopy() {}

    /** Whether there is a report in a folder. */
    public static boolean has(Path report) {
        return Files.isRegularFile(report.resolve(Manifest.FILE));
    }

    /**
     * Copies all files that the report's manifest lists, and the manifest. Files of an earlier copy that the report no longer
     * has are removed; others in the folder are left alone.
     *
     * @param report the report's folder
     * @param target where the copy goes
     * @param adopt whether that folder may hold what no goal has written
     * @return how many files the copy has
     * @throws UserException where there is no report, its files are not those of its manifest, or the target is somebody's
     */
    public static int run(Path report, Path target, boolean adopt, Progress progress) throws IOException {
        List<String> differences = Manifests.changes(report);
        if (!differences.isEmpty()) {
            throw new UserException(
                    "The report in " + report + " is not what its " + Manifest.FILE + " says, so it is not "
                            + "copied: " + String.join("; ", differences.subList(0, Math.min(3, differences.size())))
                            + ". Run mvn verify, which writes it again.");
        }
        OwnFolder.claim(target, ReportFolders.COPY, adopt);
        removeEarlier(target);
        Set<String> names = Manifests.listed(report).keySet();
        int copied = 0;
        for (String name : names) {
            progress.checkCancelled();
            copy(inside(report, name), inside(target, name));
            progress.advance("copy", ++copied, names.size());
        }
        copy(report.resolve(Manifest.FILE), target.resolve(Manifest.FILE));
        return copied + 1;
    }

    /** Removes the files of an earlier copy that are as it wrote them. */
    private static void removeEarlier(Path target) throws IOException {
        for (Map.Entry<String, String> listed : Manifests.known(target).entrySet()) {
            Path file = inside(target, listed.getKey());
            if (Files.isRegularFile(file) && Hashes.sha256(file).equals(listed.getValue())) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        byte[] content = Files.readAllBytes(from);
        AtomicFiles.write(to, out -> out.write(content));
    }

    /** A file that a manifest names, which is read from disk and must not lead out of its folder. */
    private static Path inside(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new UserException("The manifest in " + folder + " names the file " + name
                    + ", which is outside that folder: delete the manifest and run mvn verify.");
        }
        return file;
    }
}
