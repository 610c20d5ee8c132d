package dev.singan.benchmark;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.image.tiff.TiffCompression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether an archive of BCDR's size goes through a small heap: 3,700 images in BCDR's layout, 2,400 films with a lesion each, 800
 * full-size digital ones with a lesion each and 500 without. A few images and masks are written and linked to under all names, so that
 * the archive takes 200 MB of disk; each link is read like a file of its own. The patches take some 2 GB.
 *
 * <pre>java -Xmx300m -cp … dev.singan.benchmark.LargeArchiveBenchmark FOLDER [threads]</pre>
 */
public final class LargeArchiveBenchmark {
    private static final int VARIANTS = 4;
    private static final String FEATURES = "patient_id,study_id,series,lesion_id,segmentation_id,image_view,"
            + "mammography_nodule,mammography_calcification,age,density,classification\n";

    private final Path archive;

    private LargeArchiveBenchmark(Path archive) {
        this.archive = archive;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path archive = folder.resolve("large");
        if (!Files.isDirectory(archive)) {
            new LargeArchiveBenchmark(archive).write();
        }
        long start = System.nanoTime();
        ExtractionResult result = Extraction.run(
                new ExtractionRequest(
                        ArchiveKind.BCDR,
                        archive,
                        folder.resolve("work"),
                        ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(0),
                        args.length > 1 ? Integer.parseInt(args[1]) : 2),
                Progress.NONE);
        System.out.printf(
                Locale.ROOT,
                "%d images, %d lesions, %d patches in %.0f s, heap of at most %d MB%n",
                result.images(),
                result.lesions(),
                result.patches().size(),
                (System.nanoTime() - start) / 1e9,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private void write() throws IOException {
        lesionSet("F01", 800, 720, 1168);
        lesionSet("F02", 800, 720, 1168);
        lesionSet("F03", 800, 720, 1168);
        lesionSet("D01", 400, 3328, 4084);
        lesionSet("D02", 400, 3328, 4084);
        normalSet(500);
    }

    private void lesionSet(String set, int images, int width, int height) throws IOException {
        Path folder = archive.resolve("BCDR-" + set + "_dataset");
        List<Path> originals = new ArrayList<>();
        List<Path> masks = new ArrayList<>();
        StringBuilder table = new StringBuilder(FEATURES);
        for (int i = 0; i < images; i++) {
            int patient = i + 1;
            String name = "img_%d_1_1_RCC".formatted(patient);
            Path image = folder.resolve("patient_%d/study_1/%s.tif".formatted(patient, name));
            Path mask = image.resolveSibling(name + "_mask_id_1.tif");
            Files.createDirectories(image.getParent());
            if (i < VARIANTS) {
                TiffCompression compression = TiffCompression.values()[i];
                ImageFiles.writeTiff(image, ExtractionBenchmark.mammogram(i, width, height), compression);
                ImageFiles.writeTiff(mask, ellipse(width, height, i), TiffCompression.PACKBITS);
                originals.add(image);
                masks.add(mask);
            } else {
                Files.createLink(image, originals.get(i % VARIANTS));
                Files.createLink(mask, masks.get(i % VARIANTS));
            }
            table.append(patient).append(",1,1,1,1,1,1,0, 55,2, Benign \n");
        }
        Files.writeString(folder.resolve("bcdr_" + set.toLowerCase(Locale.ROOT) + "_features.csv"), table);
    }

    private void normalSet(int images) throws IOException {
        Path folder = archive.resolve("BCDR-DN01_dataset");
        Path original = archive.resolve("BCDR-D01_dataset/patient_1/study_1/img_1_1_1_RCC.tif");
        StringBuilder table = new StringBuilder(
                "patient_id,study_id,series,image_filename,image_type_name,image_type_id,age,density\n");
        for (int i = 1; i <= images; i++) {
            String name = "patient_" + i + "/study_1/img_" + i + "_1_1_RCC.tif";
            Path image = folder.resolve(name);
            Files.createDirectories(image.getParent());
            Files.createLink(image, original);
            table.append(i).append(",1,1, ").append(name).append(",RCC,0,60,2\n");
        }
        Files.writeString(folder.resolve("bcdr_dn01_img.csv"), table);
    }

    private static GrayImage ellipse(int width, int height, int number) {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (x - width * (0.2 + 0.05 * number)) / (width * 0.05);
                double v = (y - height * (0.3 + 0.1 * number)) / (height * 0.04);
                pixels[y * width + x] = (byte) (u * u + v * v <= 1 ? 255 : 0);
            }
        }
        return new GrayImage(width, height, pixels);
    }
}
