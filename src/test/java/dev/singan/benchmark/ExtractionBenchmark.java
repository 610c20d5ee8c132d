package dev.singan.benchmark;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.image.GrayImage;
import dev.singan.image.Resize;
import dev.singan.image.file.ImageFiles;
import dev.singan.image.tiff.TiffCompression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * How many digital mammograms of 3328x4084 a second go from the disk to patches: reading, Otsu, windows, resizing, PNG. The archive that
 * it makes is read by {@code src/test/reference/benchmark_extraction.py} too, which does the same with OpenCV.
 *
 * <pre>java -Xmx300m -cp … dev.singan.benchmark.ExtractionBenchmark FOLDER NONE|LZW [rounds]</pre>
 */
public final class ExtractionBenchmark {
    private static final int IMAGES = 6;

    private ExtractionBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path archive = folder.resolve(args[1].toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(archive)) {
            write(archive, TiffCompression.valueOf(args[1]));
        }
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            long cpu = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow()
                    .toNanos();
            ExtractionResult result = Extraction.run(
                    new ExtractionRequest(
                            ArchiveKind.BCDR,
                            archive,
                            folder.resolve("work"),
                            ExtractionRules.of(Protocol.STRICT, 1),
                            1),
                    Progress.NONE);
            double wall = (System.nanoTime() - start) / 1e9;
            double used = (ProcessHandle.current()
                                    .info()
                                    .totalCpuDuration()
                                    .orElseThrow()
                                    .toNanos()
                            - cpu)
                    / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d images, %d patches, %.2f a second, %.2f a second of processor time%n",
                    args[1],
                    result.images(),
                    result.patches().size(),
                    result.images() / wall,
                    result.images() / used);
        }
    }

    private static void write(Path archive, TiffCompression compression) throws IOException {
        StringBuilder table = new StringBuilder(
                "patient_id,study_id,series,image_filename,image_type_name,image_type_id,age,density\n");
        for (int i = 1; i <= IMAGES; i++) {
            String name = "patient_" + i + "/study_1/img_" + i + "_1_1_RCC.tif";
            ImageFiles.writeTiff(
                    archive.resolve("BCDR-DN01_dataset").resolve(name), mammogram(i, 3328, 4084), compression);
            table.append(i).append(",1,1, ").append(name).append(",RCC,0,60,2\n");
        }
        Files.writeString(archive.resolve("BCDR-DN01_dataset/bcdr_dn01_img.csv"), table);
    }

    /** Soft texture with noise of a few levels on the left, a flat ground on the right, as mammograms have it. */
    static GrayImage mammogram(int seed, int width, int height) {
        Random random = new Random(seed);
        byte[] coarse = new byte[40 * 50];
        random.nextBytes(coarse);
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = (byte) (90 + (coarse[i] & 0x7f));
        }
        GrayImage smooth = Resize.bilinear(new GrayImage(40, 50, coarse), width, height);
        byte[] pixels = smooth.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % width < width * 0.6 ? (byte) ((pixels[i] & 0xff) + random.nextInt(5)) : 0;
        }
        return smooth;
    }
}
