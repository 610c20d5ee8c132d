package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Breast Cancer Digital Repository (BCDR) on disk: the sets F01, F02, F03, D01 and D02 with lesions, DN01 with normals. */
final class BcdrArchive implements Archive {
    private static final List<String> LESION_SETS = List.of("F01", "F02", "F03", "D01", "D02");
    private static final String NORMAL_SET = "DN01";

    private final Path directory;

    BcdrArchive(Path directory) {
        this.directory = directory;
    }

    @Override
    public Catalogue catalogue(Progress progress) {
        List<SourceImage> images = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        int found = 0;
        for (String set : LESION_SETS) {
            Path folder = folder(set);
            if (folder == null) {
                notes.add("the archive has no set " + set);
                continue;
            }
            found++;
            progress.checkCancelled();
            new BcdrLesionSet(directory, folder, set, images, skipped, notes).read();
        }
        Path normals = folder(NORMAL_SET);
        if (normals == null) {
            notes.add("the archive has no set " + NORMAL_SET);
        } else {
            found++;
            new BcdrNormalSet(directory, normals, NORMAL_SET, images, skipped).read();
        }
        if (found == 0) {
            throw new UserException(
                    "The archive " + directory + " holds none of the folders BCDR-F01_dataset, BCDR-F02_dataset, "
                            + "BCDR-F03_dataset, BCDR-D01_dataset, BCDR-D02_dataset, BCDR-DN01_dataset. Set singan.archive.directory to the "
                            + "folder that they lie in.");
        }
        return new Catalogue(images, skipped, notes);
    }

    /** The folder of a set, such as {@code BCDR-F01_dataset}; null where there is none. */
    private @Nullable Path folder(String set) {
        String wanted = "bcdr-" + set.toLowerCase(Locale.ROOT);
        List<Path> folders;
        try (Stream<Path> children = Files.list(directory)) {
            folders = children.filter(child -> {
                        String name = child.getFileName().toString().strip().toLowerCase(Locale.ROOT);
                        return name.equals(wanted) || name.equals(wanted + "_dataset");
                    })
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException(
                    "The archive " + directory + " cannot be read: " + e
                            + ". Check that it is a folder and may be read.",
                    e);
        }
        if (folders.size() > 1) {
            throw new UserException("The archive " + directory + " has two folders for the set " + set + ": "
                    + folders.get(0).getFileName() + " and " + folders.get(1).getFileName() + ". Keep one of them.");
        }
        return folders.isEmpty() ? null : folders.get(0);
    }

    /**
     * A table of a set, wherever in its folder it lies (F03 nests its own one folder deeper).
     *
     * @param columns the columns that must be there
     * @throws UserException where it is missing
     */
    static CsvTable table(Path archive, Path folder, Tree tree, String fileName, String... columns) {
        Path file = find(tree, fileName);
        if (file == null) {
            throw new UserException(
                    "The table " + folder.resolve(fileName) + " is missing. Restore it from the archive.");
        }
        return CsvTable.read(file, Tree.name(archive, file), columns);
    }

    /** The first file of a name, without case and surrounding spaces; null where there is none. */
    static @Nullable Path find(Tree tree, String fileName) {
        return tree.files().stream()
                .filter(file -> file.getFileName().toString().strip().equalsIgnoreCase(fileName))
                .findFirst()
                .orElse(null);
    }

    /** BCDR as a kind of archive. */
    static final class Provider implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new BcdrArchive(directory);
        }

        @Override
        public String title() {
            return "BCDR, the Breast Cancer Digital Repository";
        }

        @Override
        public String layout() {
            return "the folder of BCDR-F01_dataset, BCDR-D01_dataset and their sisters";
        }

        @Override
        public String terms() {
            return "derive from BCDR, which is handed out to registered users only.\nThe terms that the user of BCDR agreed to bind what derives from it: do"
                    + " not pass it on without the consent of BCDR.";
        }
    }

    /** The generated archive as a kind of its own, in BCDR's layout. */
    static final class Phantom implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new BcdrArchive(directory);
        }

        @Override
        public String title() {
            return "a phantom, generated images that show no person";
        }

        @Override
        public String layout() {
            return "the folder that the goal phantom wrote";
        }

        @Override
        public String terms() {
            return "were computed from generated images. They hold no data of any person, and may be used as the software\nthat made them: under the"
                    + " Apache License 2.0.";
        }

        @Override
        public boolean isReal() {
            return false;
        }
    }
}
