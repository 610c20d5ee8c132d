package dev.singan.study.phase;

import dev.singan.base.AtomicFiles;
import dev.singan.base.FileTree;
import dev.singan.base.OwnFolder;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.gan.model.Singan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes folders working folders, and removes what studies wrote into them. */
public final class WorkFolders {
    /** What goals beside a study write: models, pictures by goal, comparisons. */
    private static final Set<String> PICTURES = Set.of(
            WorkFolder.MODELS, "sample", "animate", "super-resolve", "harmonize", "edit", "paint", "sifid", "compare");

    private static final OwnFolder.Kind KIND = new OwnFolder.Kind(
            "work", "-Dsingan.workDirectory=…", WorkFolders::isOurs, Set.of(), WorkFolders::isOfEarlierVersion);

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LOG = Pattern.compile("[a-z-]+-\\d+\\.(log|json)");

    private WorkFolders() {}

    /**
     * Makes a folder the working folder of a study or of single SinGANs, where it is not yet.
     *
     * @param adopt whether it may hold what no goal has written
     * @throws UserException where it holds such; nothing was written then
     */
    public static void claim(WorkFolder folder, boolean adopt) throws IOException {
        OwnFolder.claim(folder.root(), KIND, adopt);
    }

    /** Whether there is a working folder. */
    public static boolean exists(WorkFolder folder) {
        return Files.isDirectory(folder.root());
    }

    private static boolean isOurs(String name) {
        return WorkFolder.OUTPUTS.contains(name)
                || WorkFolder.RECORDS.contains(name)
                || PICTURES.contains(name)
                || name.equals(WorkFolder.LOCK);
    }

    /** By a stamp; without any, by a lock, a model or a worker's log among nothing but names of ours. */
    private static boolean isOfEarlierVersion(Path root) throws IOException {
        WorkFolder folder = new WorkFolder(root);
        return hasStamp(folder) || names(root).stream().allMatch(WorkFolders::isOurs) && hasTrace(folder);
    }

    private static boolean hasStamp(WorkFolder folder) throws IOException {
        if (!Files.isDirectory(folder.stamps())) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder.stamps(), 2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (name.endsWith(".json") && text.contains(Stamp.SCHEMA)
                        || name.endsWith(Begun.SUFFIX)
                                && KEY.matcher(text.strip()).matches()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasTrace(WorkFolder folder) throws IOException {
        boolean locked = Files.isRegularFile(folder.lock())
                && Files.readString(folder.lock(), StandardCharsets.ISO_8859_1).startsWith(" process ");
        return locked
                || names(folder.logs()).stream().anyMatch(n -> LOG.matcher(n).matches())
                || names(folder.models()).stream()
                        .anyMatch(n -> Files.exists(folder.models().resolve(n).resolve(Singan.MODEL_FILE)));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(n -> !n.equals(".DS_Store"))
                    .toList();
        }
    }

    /**
     * Removes from a folder that is ours what the study wrote: the files that its stamps list and that are as they say, those of phases
     * that have not ended, and what was kept about them; all but the lock and the mark.
     *
     * @return what stays, as it was not written by the study or was changed since
     */
    public static Set<String> empty(WorkFolder folder) throws IOException {
        StampedFiles stamped = StampedFiles.of(folder);
        FileHashes hashes = FileHashes.open(folder.hashCache(), false);
        Set<String> kept = new TreeSet<>();
        for (String name : names(folder.root())) {
            Path entry = folder.root().resolve(name);
            if (WorkFolder.OUTPUTS.contains(name)) {
                for (Path file : files(entry)) {
                    if (isDisposable(name, file) || stamped.covers(file, hashes)) {
                        Files.delete(file);
                    } else {
                        kept.add(folder.label(file));
                    }
                }
                prune(entry);
            } else if (name.endsWith(AtomicFiles.PARTIAL_SUFFIX)) {
                FileTree.delete(entry);
            } else if (!WorkFolder.RECORDS.contains(name)
                    && !name.equals(WorkFolder.LOCK)
                    && !OwnFolder.isMark(entry)) {
                kept.add(name);
            }
        }
        for (String name : WorkFolder.RECORDS) {
            FileTree.delete(folder.root().resolve(name));
        }
        return kept;
    }

    /** What is begun and not whole, and features, which are kept to save time alone. */
    private static boolean isDisposable(String output, Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(AtomicFiles.PARTIAL_SUFFIX)
                || name.equals(".DS_Store")
                || output.equals(WorkFolder.FEATURES) && name.endsWith(".safetensors");
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Removes folders that are empty. */
    private static void prune(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> folders;
            try (Stream<Path> walk = Files.walk(path)) {
                folders = walk.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                        .sorted(Comparator.reverseOrder())
                        .toList();
            }
            for (Path folder : folders) {
                if (names(folder).isEmpty()) {
                    FileTree.delete(folder);
                }
            }
        }
    }

    /** Removes an emptied working folder, once its lock is given back; one in which something stays keeps its mark. */
    public static void remove(WorkFolder folder) throws IOException {
        Files.deleteIfExists(folder.lock());
        if (names(folder.root()).stream().allMatch(n -> n.equals(OwnFolder.MARK))) {
            FileTree.delete(folder.root());
        }
    }
}
