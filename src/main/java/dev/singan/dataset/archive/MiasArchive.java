package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import dev.singan.dataset.record.WindowRule;
import dev.singan.image.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mini-MIAS database (Suckling et al., 1994): 322 films {@code mdbNNN.pgm} of 1024x1024 and {@code Info.txt}. The images 2k-1 and 2k
 * are the right and the left breast of patient k; the y of a lesion counts from the bottom.
 */
final class MiasArchive implements Archive {
    /** The least radius of a lesion, in pixels. */
    static final int MINIMUM_RADIUS = 12;

    private static final String INFO = "Info.txt";
    private static final Pattern ROW = Pattern.compile("((?i:mdb)(\\d{1,6}))\\s+([FGD])\\s+([A-Z]{4})\\s*(.*)");
    private static final Pattern PLACE = Pattern.compile("(\\d{1,6})\\s+(\\d{1,6})\\s+(\\d{1,6})");

    private static final Pattern COPY = Pattern.compile("\\.(pgm|png|tiff?|dcm)$", Pattern.CASE_INSENSITIVE);

    private final Path directory;
    private final Map<String, Image> images = new TreeMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    MiasArchive(Path directory) {
        this.directory = directory;
    }

    private static final class Image {
        final int number;
        final String tissue;
        final int row;
        final List<Lesion> lesions = new ArrayList<>();
        boolean normal;

        Image(int number, String tissue, int row) {
            this.number = number;
            this.tissue = tissue;
            this.row = row;
        }

        Facts facts(String classification, @Nullable Integer calcification, @Nullable Integer nodule) {
            int view = number % 2 == 1 ? 3 : 4;
            return Facts.ofTable(classification, view, view, null, "FGD".indexOf(tissue) + 1.0, calcification, nodule);
        }
    }

    @Override
    public Catalogue catalogue(Progress progress) {
        Tree tree = Tree.of(directory, directory);
        skipped.addAll(tree.skipped());
        Path info = BcdrArchive.find(tree, INFO);
        if (info == null) {
            throw new UserException("The mini-MIAS archive " + directory + " has no " + INFO
                    + ". Set singan.archive.directory to the folder of " + INFO + " and the PGM files.");
        }
        readRows(CsvTable.text(info), tree.name(info));
        if (images.isEmpty()) {
            throw new UserException(
                    "The table " + info + " has no row such as 'mdb001 G CIRC B 535 425 197'. Restore the file.");
        }
        List<SourceImage> sources = new ArrayList<>();
        images.forEach((name, image) -> {
            Path file = file(tree, info, name);
            if (file == null) {
                skipped.add(Skipped.damaged(
                        tree.name(info), image.row, "the image " + name + ".pgm is missing. Restore it."));
            } else if (image.normal || !image.lesions.isEmpty()) {
                sources.add(new SourceImage(
                        file,
                        tree.name(file),
                        "MIAS",
                        Format.FILM,
                        String.valueOf((image.number + 1) / 2),
                        image.normal ? WindowRule.FILM : WindowRule.NONE,
                        image.lesions,
                        image.facts(Classes.NORMAL, 0, 0)));
            }
        });
        return new Catalogue(sources, skipped, List.of());
    }

    /** An image: beside the table, or wherever it lies and however it is spelt or converted in other people's copies. */
    private static @Nullable Path file(Tree tree, Path info, String name) {
        Path usual = info.resolveSibling(name + ".pgm");
        return Files.isRegularFile(usual)
                ? usual
                : tree.files().stream()
                        .filter(file -> COPY.matcher(file.getFileName().toString())
                                .replaceFirst("")
                                .equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null);
    }

    private void readRows(String text, String table) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher m = ROW.matcher(line);
            if (m.matches()) {
                readRow(table, i + 1, m);
            } else if (line.matches("(?i)mdb\\d.*")) {
                skipped.add(Skipped.damaged(
                        table, i + 1, "'" + line + "' is not of the form 'mdb001 G CIRC B 535 425 197'"));
            }
        }
    }

    private void readRow(String table, int number, Matcher m) {
        String name = m.group(1).toLowerCase(Locale.ROOT);
        String abnormality = m.group(4);
        String rest = m.group(5).strip();
        Image image = images.computeIfAbsent(name, key -> new Image(Integer.parseInt(m.group(2)), m.group(3), number));
        if (abnormality.equals("NORM")) {
            image.normal = true;
            return;
        }
        String classification = rest.isEmpty() ? null : Classes.of(rest.substring(0, 1));
        if (classification == null
                || !List.of("CALC", "CIRC", "SPIC", "MISC", "ARCH", "ASYM").contains(abnormality)) {
            skipped.add(Skipped.damaged(
                    table, number, "the class '" + abnormality + "' or the severity '" + rest + "' is unknown"));
            return;
        }
        Matcher place = PLACE.matcher(rest.substring(1).strip());
        if (!place.matches()) {
            boolean noted = rest.length() == 1 || rest.toUpperCase(Locale.ROOT).contains("*NOTE 3*");
            skipped.add(new Skipped(table, number, name + " has no coordinates", !noted));
            return;
        }
        int radius = Integer.parseInt(place.group(3));
        if (radius < MINIMUM_RADIUS) {
            skipped.add(Skipped.excluded(
                    table, number, "the lesion's radius is " + radius + " pixels, under " + MINIMUM_RADIUS));
            return;
        }
        int x = Integer.parseInt(place.group(1));
        int y = Integer.parseInt(place.group(2));
        Box box = new Box(x - radius, y - radius, 2 * radius + 1, 2 * radius + 1);
        boolean calcification = abnormality.equals("CALC");
        boolean nodule = List.of("CIRC", "SPIC", "MISC").contains(abnormality);
        image.lesions.add(new Lesion(
                String.valueOf(image.lesions.size() + 1),
                new Lesion.Region(box, true),
                image.facts(classification, calcification ? 1 : 0, nodule ? 1 : 0)));
    }

    /** Mini-MIAS as a kind of archive. */
    static final class Provider implements ArchiveProvider {
        @Override
        public Archive open(Path directory) {
            return new MiasArchive(directory);
        }

        @Override
        public String title() {
            return "mini-MIAS";
        }

        @Override
        public String layout() {
            return "the folder of Info.txt and the PGM files";
        }

        @Override
        public String terms() {
            return "derive from mini-MIAS, which may be used for research only and not be sold or passed on without its\ncopyright notice. What derives"
                    + " from it is bound by the same terms.";
        }

        @Override
        public int healthyPerImage() {
            return 2;
        }
    }
}
