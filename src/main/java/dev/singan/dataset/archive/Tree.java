package dev.singan.dataset.archive;

import dev.singan.base.UserException;
import dev.singan.dataset.record.Skipped;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files below a folder, in lexicographic order of their path whatever the file system's. Links are followed; a loop of links, a
 * folder that may not be read, and what lies too deep are listed as skipped.
 */
final class Tree {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 500_000;

    private final Path archive;
    private final List<Path> files = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private Tree(Path archive) {
        this.archive = archive;
    }

    /**
     * @param archive the archive's directory, which names are relative to
     * @param folder the folder in it to walk
     */
    static Tree of(Path archive, Path folder) {
        Tree tree = new Tree(archive);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, tree.new Visitor());
        } catch (IOException e) {
            throw new UserException("The folder " + folder + " cannot be read: " + e + ". Check its permissions.", e);
        }
        tree.files.sort(Comparator.comparing(tree::name));
        tree.skipped.sort(Comparator.comparing(Skipped::file));
        return tree;
    }

    List<Path> files() {
        return files;
    }

    List<Skipped> skipped() {
        return skipped;
    }

    /** A file's path relative to the archive, with {@code /}. */
    String name(Path file) {
        return name(archive, file);
    }

    static String name(Path archive, Path file) {
        return archive.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory()) {
                skipped.add(
                        Skipped.damaged(name(file), null, "the folder lies more than " + MAX_DEPTH + " folders deep"));
            } else {
                files.add(file);
            }
            if (files.size() > MAX_FILES) {
                throw new UserException("The folder " + archive + " holds more than " + MAX_FILES
                        + " files. Set singan.archive.directory to the archive alone.");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            String reason = e instanceof FileSystemLoopException
                    ? "the link leads back to a folder that it lies in"
                    : "it cannot be read: " + e.getClass().getSimpleName();
            skipped.add(Skipped.damaged(name(file), null, reason));
            return FileVisitResult.CONTINUE;
        }
    }
}
