package dev.singan.benchmark;

import dev.singan.base.Progress;
import dev.singan.classify.backbone.Backbone;
import dev.singan.classify.backbone.BackboneKind;
import dev.singan.classify.backbone.BackboneOptions;
import dev.singan.image.GrayImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Milliseconds per patch of 224x224 pixels, from grey pixels to features. {@code src/test/reference/benchmark_features.py} times torchvision's
 * ResNet50 from prepared tensors on; run the two in turns. {@code taskset} limits both to some processors.
 *
 * <pre>taskset -c 0 java --add-modules jdk.incubator.vector -cp … dev.singan.benchmark.FeatureBenchmark resnet50 64 5 [size]</pre>
 */
public final class FeatureBenchmark {
    private FeatureBenchmark() {}

    /** @param args backbone, patches, rounds and, for the scattering, the side at which it works (64) */
    public static void main(String[] args) throws IOException {
        int patches = Integer.parseInt(args[1]);
        int size = args.length > 3 ? Integer.parseInt(args[3]) : 64;
        BackboneOptions options =
                new BackboneOptions(args[0].equals("resnet50") ? BackboneOptions.RANDOM : null, size, false);
        try (Backbone backbone = BackboneKind.named(args[0]).provider().open(options, Progress.NONE)) {
            List<GrayImage> images = images(patches);
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                long start = System.nanoTime();
                long cpu = processorTime();
                backbone.features(images);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f ms a patch, %.1f ms of processor time, %d processor(s)%n",
                        args[0],
                        (System.nanoTime() - start) / 1e6 / patches,
                        (processorTime() - cpu) / 1e6 / patches,
                        Runtime.getRuntime().availableProcessors());
            }
        }
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static List<GrayImage> images(int n) {
        Random random = new Random(1);
        List<GrayImage> images = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            byte[] pixels = new byte[224 * 224];
            random.nextBytes(pixels);
            images.add(new GrayImage(224, 224, pixels));
        }
        return images;
    }
}
