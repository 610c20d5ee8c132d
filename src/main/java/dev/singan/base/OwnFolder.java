package dev.singan.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Folders that goals may write into. Such a folder was empty when the first goal came, or was given to the goals on purpose; since then
 * it carries a mark, the file {@value #MARK}. A folder that is neither empty nor marked is somebody's: nothing is written into it.
 */
public final class OwnFolder {
    /** The name of the mark: JSON with the folder's {@code kind}, the mark's {@code version}, and what of others stood there first. */
    public static final String MARK = ".singan-folder";

    private static final int VERSION = 1;
    private static final int SHOWN = 5;

    /** What file managers and version control put into folders that are empty otherwise. */
    private static final Set<String> NO_CONTENT =
            Set.of(".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore", ".gitkeep");

    private OwnFolder() {}

    /** Tells whether an earlier version, which set no marks, has made a folder. */
    @FunctionalInterface
    public interface Recognition {
        /** @param folder a folder with something in it */
        boolean made(Path folder) throws IOException;
    }

    /**
     * What a folder is for.
     *
     * @param name as the mark has it, such as {@code report}
     * @param elsewhere how another folder is given, such as {@code -Dsingan.reportDirectory=…}
     * @param writes whether goals write a file or folder of this name right in it
     * @param beside names of what may lie in it without being content
     * @param earlier whether an earlier version made it
     */
    public record Kind(
            String name, String elsewhere, Predicate<String> writes, Set<String> beside, Recognition earlier) {
        public Kind {
            beside = Set.copyOf(beside);
        }

        /** The same kind at a place that nobody but the goals writes to, so that all that stands there is theirs. */
        public Kind atOwnPlace() {
            return new Kind(name, elsewhere, writes, beside, folder -> true);
        }
    }

    /**
     * Makes a folder ours, where it is not yet: it is made where there is none, and marked.
     *
     * @param adopt whether it may hold what no goal has written; names that goals write must be free all the same
     * @throws UserException where it holds what no goal has written, or is of another kind; nothing was written then
     */
    public static void claim(Path path, Kind kind, boolean adopt) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        if (!isMarked(folder, kind)) {
            List<String> content = content(folder, kind);
            boolean earlier = !content.isEmpty() && kind.earlier().made(folder);
            if (!earlier) {
                require(folder, kind, content, adopt);
            }
            mark(folder, kind, content.stream().filter(kind.writes().negate()).toList());
        }
    }

    /** Asserts that {@link #claim} would succeed, and writes nothing. */
    public static void require(Path path, Kind kind, boolean adopt) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        if (!isMarked(folder, kind)) {
            List<String> content = content(folder, kind);
            if (!content.isEmpty() && !kind.earlier().made(folder)) {
                require(folder, kind, content, adopt);
            }
        }
    }

    /** The names of what stood right in a folder before it became ours, and is not; empty without a mark. */
    public static Set<String> foreign(Path folder) throws IOException {
        Path file = folder.resolve(MARK);
        if (!Files.isRegularFile(file)) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(read(file).path("foreign").spliterator(), false).forEach(n -> names.add(n.asText()));
        return names;
    }

    /** Whether a file is a mark, which is no content of its folder. */
    public static boolean isMark(Path file) {
        return String.valueOf(file.getFileName()).startsWith(MARK);
    }

    private static boolean isMarked(Path folder, Kind kind) throws IOException {
        Path file = folder.resolve(MARK);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        JsonNode mark = read(file);
        String found = mark.path("kind").asText();
        if (!found.equals(kind.name())) {
            throw new UserException(folder + " is a folder of the kind '" + found + "', as its " + MARK
                    + " says, but one of the kind '" + kind.name() + "' is to be written: give another folder with "
                    + kind.elsewhere());
        }
        if (mark.path("version").asInt() > VERSION) {
            throw new UserException(
                    file + " has the version " + mark.path("version") + ", but this one of singan knows "
                            + VERSION + " only: use the newer singan that made it, or give another folder with "
                            + kind.elsewhere());
        }
        return true;
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            JsonNode mark = Json.mapper().readTree(file.toFile());
            if (mark.path("kind").isTextual() && mark.path("version").isInt()) {
                return mark;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new UserException(
                file + " is damaged: it must be such as {\"kind\": \"work\", \"version\": 1}. Mend it, or"
                        + " delete it if nothing in its folder is needed any more, and the rest of the folder with it.");
    }

    /** What is in a folder and counts. */
    private static List<String> content(Path folder, Kind kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(p -> !isMark(p))
                    .map(p -> p.getFileName().toString())
                    .filter(n -> !NO_CONTENT.contains(n) && !kind.beside().contains(n))
                    .sorted()
                    .toList();
        }
    }

    private static void require(Path folder, Kind kind, List<String> content, boolean adopt) {
        List<String> taken = content.stream().filter(kind.writes()).toList();
        if (content.isEmpty() || adopt && taken.isEmpty()) {
            return;
        }
        String others = taken.isEmpty()
                ? ". Give another folder with " + kind.elsewhere() + ", or let them stay and have this one used with"
                        + " -Dsingan.adopt=true, which moves and deletes nothing of them"
                : ". Give another folder with " + kind.elsewhere() + ", or move " + shown(taken)
                        + " away, as files of these names are to be written; with -Dsingan.adopt=true the rest may stay";
        throw new UserException(folder + " holds " + shown(content)
                + ", not written by any goal, so nothing was written there" + others);
    }

    private static String shown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }

    /** Two builds may mark at once: each writes a file of its own and moves it into place. */
    private static void mark(Path folder, Kind kind, List<String> foreign) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> mark = new TreeMap<>(Map.of("kind", kind.name(), "version", VERSION));
        if (!foreign.isEmpty()) {
            mark.put("foreign", new ArrayList<>(foreign));
        }
        Path own = folder.resolve(MARK + "." + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId() + AtomicFiles.PARTIAL_SUFFIX);
        Files.writeString(own, Json.pretty(mark));
        Files.move(own, folder.resolve(MARK), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
