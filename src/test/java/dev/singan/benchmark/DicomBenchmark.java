package dev.singan.benchmark;

import dev.singan.image.dicom.DicomFile;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * How long a DICOM mammogram of 3328x4084 and 14 bits, 27 MB, takes to become grey. A file that is not there is made, without
 * compression; DCMTK's {@code dcmcrle}, {@code dcmcjpeg +e1} and {@code dcmcjpls} make the others of it.
 *
 * <pre>java -Xmx300m -cp … dev.singan.benchmark.DicomBenchmark FILE [rounds]</pre>
 */
public final class DicomBenchmark {
    private static final int WIDTH = 3328;
    private static final int HEIGHT = 4084;

    private DicomBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        if (!Files.exists(file)) {
            write(file);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < (args.length > 1 ? Integer.parseInt(args[1]) : 8); round++) {
            long start = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            int width = ImageFiles.read(file).width();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d columns: %d ms, %d ms of processor time%n",
                    file.getFileName(),
                    width,
                    (System.nanoTime() - start) / 1_000_000,
                    (threads.getCurrentThreadCpuTime() - cpu) / 1_000_000);
        }
    }

    /** A half disk of waves and noise before nothing. */
    private static void write(Path file) throws IOException {
        Random random = new Random(1);
        int[] samples = new int[WIDTH * HEIGHT];
        for (int i = 0; i < samples.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            double waves = 2000 + 600 * Math.sin(x / 80.0) * Math.cos(y / 90.0) + 25 * random.nextGaussian();
            samples[i] = Math.hypot(x, y - HEIGHT / 2.0) < 1800 ? (int) waves : 0;
        }
        DicomFile.of(WIDTH, HEIGHT, 14, samples)
                .text(0x00281050, "DS", "2047")
                .text(0x00281051, "DS", "4096")
                .write(file);
    }
}
