package dev.singan.study;

import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.classify.weights.FeatureExtractors;
import dev.singan.image.FloatImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.metric.Distribution;
import dev.singan.metric.FeatureExtractor;
import dev.singan.metric.Sifid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SiFID between two folders, as {@code sifid_score.py} of the official code: the images of the folders in the order of their names are
 * compared pair by pair; a single real image is compared with each. Images are compared in grey.
 *
 * @param layer the layer of the features; scores of different layers are not comparable
 * @param weights SHA-256 of the layer's weights, or words where there are none
 * @param pairs what was compared
 * @param distribution of the scores
 */
public record FolderSifid(String layer, String weights, List<Pair> pairs, Distribution distribution) {
    private static final Set<String> ENDINGS = Set.of("png", "tif", "tiff", "pgm", "ppm", "jpg", "jpeg");

    /**
     * Two images.
     *
     * @param real the name of the real image
     * @param fake the name of the generated one
     * @param sifid their distance, at least 0
     */
    public record Pair(String real, String fake, double sifid) {}

    /**
     * What to compare. It can be written as JSON and read back.
     *
     * @param real the folder of the real images, or of the one
     * @param fake the folder of the generated images
     * @param inception Inception-v3's weights (.pth or .safetensors); null for the filters that need no weights
     * @param output the JSON file to write
     */
    public record Request(Path real, Path fake, @Nullable Path inception, Path output) {}

    public FolderSifid {
        pairs = List.copyOf(pairs);
    }

    /**
     * Compares the folders and writes the result.
     *
     * @throws UserException where a folder is missing or empty, the numbers of images do not go together, or an image cannot be read
     */
    public static FolderSifid run(Request request, Progress progress) throws IOException {
        List<Path> reals = images("singan.real", request.real());
        List<Path> fakes = images("singan.fake", request.fake());
        if (reals.size() != 1 && reals.size() != fakes.size()) {
            throw new UserException("singan.real has " + reals.size() + " images and singan.fake " + fakes.size()
                    + ": give as many of both, whose names are in the same order, or one real image");
        }
        FolderSifid result;
        try (FeatureExtractor map = FeatureExtractors.open(request.inception(), progress)) {
            result = compare(map, reals, fakes, progress);
        }
        Json.write(request.output(), result);
        return result;
    }

    private static FolderSifid compare(FeatureExtractor map, List<Path> reals, List<Path> fakes, Progress progress) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < fakes.size(); i++) {
            progress.checkCancelled();
            Path real = reals.get(reals.size() == 1 ? 0 : i);
            FloatImage fake = ImageFiles.readColor(fakes.get(i));
            double score = new Sifid(map, ImageFiles.readColor(real)).score(fake);
            pairs.add(new Pair(name(real), name(fakes.get(i)), score));
            progress.advance("SiFID", i + 1, fakes.size());
        }
        double[] scores = pairs.stream().mapToDouble(Pair::sifid).toArray();
        return new FolderSifid(map.layer(), map.weights(), pairs, Distribution.of(scores));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> images(String property, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserException(property + " is " + folder + ", which is no folder: give a folder of images");
        }
        List<Path> images;
        try (Stream<Path> list = Files.list(folder)) {
            images = list.filter(FolderSifid::isImage).sorted().toList();
        }
        if (images.isEmpty()) {
            throw new UserException(property + " is " + folder + ", which holds no image (PNG, TIFF, PGM, PPM or JPEG):"
                    + " give a folder of images");
        }
        return images;
    }

    private static boolean isImage(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
