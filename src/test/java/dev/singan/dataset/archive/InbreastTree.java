package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.dataset.phantom.PhantomGenerator;
import dev.singan.dataset.phantom.PhantomRequest;
import dev.singan.dataset.record.Facts;
import dev.singan.dataset.record.Format;
import dev.singan.dataset.record.Lesion;
import dev.singan.dataset.record.SourceImage;
import dev.singan.image.Box;
import dev.singan.image.dicom.DicomFile;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes a tiny INbreast out of a phantom's digital mammograms: the folders and names of the release, its table, whose patients are
 * {@code removed}, and OsiriX regions that are the outlines of the phantom's masks.
 */
final class InbreastTree {
    private static final String HEADER =
            "Patient ID;Patient age;Laterality;View;Acquisition date;File Name;ACR;Bi-Rads\n";
    private static final String PLIST = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<!DOCTYPE plist PUBLIC \"-//Apple Computer//DTD PLIST 1.0//EN\""
            + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
            + "<plist version=\"1.0\">\n<dict>\n<key>Images</key>\n<array>\n<dict>\n<key>ImageIndex</key>\n"
            + "<integer>0</integer>\n<key>NumberOfROIs</key>\n<integer>%d</integer>\n<key>ROIs</key>\n<array>\n%s"
            + "</array>\n</dict>\n</array>\n</dict>\n</plist>\n";
    private static final String REGION =
            "<dict>\n<key>Area</key>\n<real>0.5</real>\n<key>Center</key>\n<string>(1, 2, 0)</string>\n"
                    + "<key>Dev</key>\n<real>1</real>\n<key>IndexInImage</key>\n<integer>%d</integer>\n<key>Name</key>\n"
                    + "<string>%s</string>\n<key>NumberOfPoints</key>\n<integer>%d</integer>\n<key>Point_mm</key>\n<array>\n"
                    + "<string>(0.1, 0.2, 0.0)</string>\n</array>\n<key>Point_px</key>\n<array>\n%s</array>\n<key>Type</key>\n"
                    + "<integer>15</integer>\n</dict>\n";
    private static final List<String> MALIGNANT = List.of("4a", "5", "4C", "6", "4b");
    private static final List<String> BENIGN = List.of("2", "3");

    private final Path release;
    private final StringBuilder table = new StringBuilder(HEADER);
    private int images;

    private InbreastTree(Path release) {
        this.release = release;
    }

    /** A region's XML. */
    static String region(int index, String name, String... points) {
        StringBuilder all = new StringBuilder();
        for (String point : points) {
            all.append("<string>(").append(point).append(")</string>\n");
        }
        return REGION.formatted(index, name, points.length, all);
    }

    static String regions(String... regions) {
        return PLIST.formatted(regions.length, String.join("", regions));
    }

    /**
     * Generates a phantom and writes it as an INbreast.
     *
     * @return the folder of the release
     */
    static Path write(Path phantom, Path folder) throws IOException {
        PhantomGenerator.generate(new PhantomRequest(phantom, 11, 1, 1, 1, 0, 0.5), Progress.NONE);
        InbreastTree tree = new InbreastTree(folder.resolve("INbreast Release 1.0"));
        for (SourceImage image :
                new BcdrArchive(phantom).catalogue(Progress.NONE).images()) {
            if (image.format() == Format.DIGITAL) {
                tree.add(image);
            }
        }
        Files.writeString(tree.release.resolve("INbreast.csv"), tree.table);
        return folder;
    }

    private void add(SourceImage image) throws IOException {
        Facts facts = image.lesions().isEmpty()
                ? image.facts()
                : Objects.requireNonNull(image.lesions().get(0).facts());
        int view = Objects.requireNonNull(facts.view());
        String side = view % 2 == 1 ? "R" : "L";
        String position = view < 3 ? "CC" : "MLO";
        int number = 20586908 + 26 * images;
        String patient = String.format(
                Locale.ROOT, "%016x", Integer.parseInt(image.patient().strip()) + 0x6c61L);
        DicomFile.of(ImageFiles.read(image.file()))
                .text(0x00080070, "LO", "SIEMENS")
                .write(release.resolve(
                        "AllDICOMs/" + number + "_" + patient + "_MG_" + side + "_" + position + "_ANON.dcm"));
        List<String> birads = facts.classification().equals("Malign") ? MALIGNANT : BENIGN;
        String score = facts.classification().equals("Normal") ? "1" : birads.get(images % birads.size());
        String density = facts.density() == null
                ? "     "
                : String.valueOf(facts.density().intValue());
        table.append(
                "removed;removed;" + side + ";" + position + ";201001;" + number + ";" + density + ";" + score + "\n");
        List<String> regions = new ArrayList<>();
        for (Lesion lesion : image.lesions()) {
            Box box = lesion.place() instanceof Lesion.MaskFile mask
                    ? Objects.requireNonNull(Box.ofNonZero(ImageFiles.readMask(mask.file())))
                    : ((Lesion.Region) lesion.place()).box();
            boolean mass = Integer.valueOf(1)
                    .equals(Objects.requireNonNull(lesion.facts()).nodule());
            regions.add(region(regions.size(), mass ? "Mass" : "Cluster", corners(box)));
            regions.add(region(regions.size(), "Calcification", box.x() - 9 + ".25, " + (box.y() + 1) + ".5"));
        }
        if (!regions.isEmpty()) {
            Path xml = release.resolve("AllXML/" + number + ".xml");
            Files.createDirectories(xml.getParent());
            Files.writeString(xml, regions(regions.toArray(String[]::new)));
        }
        images++;
    }

    /** The points of a box that lie within its outermost pixels. */
    private static String[] corners(Box box) {
        double right = box.x() + box.width() - 0.25;
        double bottom = box.y() + box.height() - 0.5;
        return new String[] {
            box.x() + 0.5 + ", " + box.y() + ".25",
            right + ", " + box.y() + ".75",
            right + ", " + bottom,
            box.x() + ".0, " + bottom
        };
    }
}
