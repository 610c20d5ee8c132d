package dev.singan.dataset.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The image files of CBIS-DDSM by the folders that they lie in. The tables name them as
 * {@code Mass-Training_P_00001_LEFT_CC/STUDY/SERIES/000000.dcm}; downloads keep the first of these folders, shorten the others and
 * rename the files, and the JPEG edition keeps the series alone.
 */
final class CbisDdsmFiles {
    private static final Pattern IMAGE = Pattern.compile(".*\\.(dcm|jpe?g|png|tiff?)", Pattern.CASE_INSENSITIVE);

    private final Tree tree;
    private final Map<String, List<Path>> byFolder = new HashMap<>();

    CbisDdsmFiles(Tree tree) {
        this.tree = tree;
        for (Path file : tree.files()) {
            if (IMAGE.matcher(file.getFileName().toString()).matches()) {
                String[] parts = tree.name(file).split("/");
                for (int i = 0; i < parts.length - 1; i++) {
                    byFolder.computeIfAbsent(parts[i].toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                            .add(file);
                }
            }
        }
    }

    /** The film that a table's path names; null where it is not there. */
    @Nullable
    Path film(@Nullable String path) {
        return found(path).stream().min(Comparator.comparing(tree::name)).orElse(null);
    }

    /** The files of a lesion's mask and of what was cut out of the film; either may lie in the other's place. */
    List<Path> cutouts(@Nullable String mask, @Nullable String cropped) {
        Set<Path> files = new LinkedHashSet<>(found(mask));
        files.addAll(found(cropped));
        return List.copyOf(files);
    }

    /** The files of the narrowest folder of a path that is there. */
    private List<Path> found(@Nullable String path) {
        if (path == null) {
            return List.of();
        }
        String[] parts = path.toLowerCase(Locale.ROOT).split("[/\\\\]");
        List<Path> series = parts.length < 2 ? List.of() : byFolder.getOrDefault(parts[parts.length - 2], List.of());
        return series.isEmpty() ? byFolder.getOrDefault(parts[0], List.of()) : series;
    }
}
