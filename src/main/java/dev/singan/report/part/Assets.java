package dev.singan.report.part;

import dev.singan.base.AtomicFiles;
import dev.singan.base.ReportFolder;
import dev.singan.report.html.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images of the report: each is copied from the working folder once, however often it is shown. The whole is kept under
 * a limit, so that the report stays easy to send; what does not fit is named instead of shown.
 */
public final class Assets {
    /** The folder of the copies, inside the report's. */
    public static final String FOLDER = ReportFolder.ASSETS;

    private final Path workDirectory;
    private final Path reportDirectory;
    private final long limit;
    private final Set<String> copied = new LinkedHashSet<>();
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> omitted = new TreeSet<>();
    private long bytes;

    /**
     * @param workDirectory where the images are
     * @param reportDirectory the report's folder
     * @param limit how many bytes the copies may take in all
     */
    public Assets(Path workDirectory, Path reportDirectory, long limit) {
        this.workDirectory = workDirectory;
        this.reportDirectory = reportDirectory;
        this.limit = limit;
    }

    /**
     * An image that opens in full size when it is clicked.
     *
     * @param source the file, relative to the working folder
     * @param alt what it shows, for who does not see it
     * @param caption what stands below it
     */
    public Element figure(String source, String alt, String caption) throws IOException {
        Element figure = Element.styled("figure", "patch");
        if (copy(source)) {
            String target = target(source);
            figure.add(Element.styled("a", "zoom")
                    .attr("href", target)
                    .add(Element.of("img")
                            .attr("src", target)
                            .attr("alt", alt)
                            .attr("width", "112")
                            .attr("height", "112")));
        } else {
            figure.add(Element.styled("div", "absent").add("no image"));
        }
        return figure.add(Element.of("figcaption", caption));
    }

    /** Whether the working folder has this image. */
    public boolean has(String source) {
        return Files.isRegularFile(workDirectory.resolve(source));
    }

    /** Where the pages find an image. */
    static String target(String source) {
        return FOLDER + "/" + source.replace('/', '-');
    }

    /** Images that were to be shown and are not in the working folder. */
    public Set<String> missing() {
        return Set.copyOf(missing);
    }

    /** How many images were left out for the sake of size. */
    public int omitted() {
        return omitted.size();
    }

    /** The copies, relative to the report's folder. */
    public Set<String> copied() {
        return Set.copyOf(copied);
    }

    private boolean copy(String source) throws IOException {
        String target = target(source);
        if (copied.contains(target)) {
            return true;
        }
        if (!has(source)) {
            missing.add(source);
            return false;
        }
        byte[] content = Files.readAllBytes(workDirectory.resolve(source));
        if (bytes + content.length > limit) {
            omitted.add(source);
            return false;
        }
        AtomicFiles.write(reportDirectory.resolve(target), out -> out.write(content));
        bytes += content.length;
        return copied.add(target);
    }
}
