package dev.singan.dataset.archive;

import dev.singan.image.GrayImage;
import dev.singan.image.dicom.DicomFile;
import dev.singan.image.file.ImageFiles;
import dev.singan.image.jpeg.Jpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a tiny CBIS-DDSM: the tables' columns, quoting and line ends inside of paths, the folders of the archive's own downloads
 * or of the JPEG edition, and made-up films.
 */
final class CbisDdsmTree {
    static final int WIDTH = 480;
    static final int HEIGHT = 470;

    private static final String HEADER =
            "patient_id,%s,left or right breast,image view,abnormality id,abnormality type,"
                    + "%s,assessment,pathology,subtlety,image file path,cropped image file path,ROI mask file path\n";

    private final Path archive;
    private final boolean jpeg;
    private final Map<String, List<String>> tables = new TreeMap<>();
    private String set = "train";
    private int series;

    /** @param jpeg whether the JPEG edition is written */
    CbisDdsmTree(Path archive, boolean jpeg) {
        this.archive = archive;
        this.jpeg = jpeg;
    }

    /** A film of a breast at the left whose grey differs with the seed. */
    static GrayImage film(int seed) {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH;
            pixels[i] = (byte) (x < 460 ? 110 + (x * seed + i / WIDTH) % 80 : 4);
        }
        return new GrayImage(WIDTH, HEIGHT, pixels);
    }

    /** A mask of any size with a white box. */
    static GrayImage mask(int width, int height, int x, int y, int side) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int column = i % width - x;
            int row = i / width - y;
            pixels[i] = (byte) (column >= 0 && column < side && row >= 0 && row < side ? 255 : 0);
        }
        return new GrayImage(width, height, pixels);
    }

    /** Writes an image into a series of its own; the path as the tables name it. */
    String put(String subject, GrayImage... images) throws IOException {
        String study = "1.3.6.1.4.1.9590.100.1.2." + ++series;
        String name = "1.3.6.1.4.1.9590.100.1.3." + series;
        Path folder = archive.resolve(jpeg ? "jpeg/" + name : subject + "/" + study + "/" + name);
        for (int i = 0; i < images.length; i++) {
            if (jpeg) {
                // A JPEG's losses, in a file that keeps them.
                ImageFiles.writePng(folder.resolve("1-" + (100 + i) + ".jpg"), Jpeg.roundTrip(images[i], 75));
            } else {
                DicomFile.of(images[i]).write(folder.resolve("1-" + (i + 1) + ".dcm"));
            }
        }
        return subject + "/" + study + "/" + name + "/000000.dcm";
    }

    /** Rows to come are of the test set. */
    CbisDdsmTree test() {
        set = "test";
        return this;
    }

    /** Adds a row of the set of masses or calcifications. */
    void row(boolean mass, String patient, String side, String view, int id, String pathology, String... paths) {
        tables.computeIfAbsent((mass ? "mass" : "calc") + "_case_description_" + set, key -> new ArrayList<>())
                .add(String.join(
                        ",",
                        patient,
                        "3",
                        side,
                        view,
                        String.valueOf(id),
                        mass ? "mass,IRREGULAR,SPICULATED" : "calcification,AMORPHOUS,CLUSTERED",
                        "4",
                        pathology,
                        "4",
                        paths[0],
                        paths[1],
                        "\"" + paths[2] + "\n\""));
    }

    void writeTables() throws IOException {
        Path folder = Files.createDirectories(jpeg ? archive.resolve("csv") : archive);
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            boolean mass = table.getKey().startsWith("mass");
            String header = mass
                    ? HEADER.formatted("breast_density", "mass shape,mass margins")
                    : HEADER.formatted("breast density", "calc type,calc distribution");
            Files.writeString(
                    folder.resolve(table.getKey() + "_set.csv"), header + String.join("\n", table.getValue()) + "\n");
        }
    }
}
