package dev.singan.study.evaluate;

import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.dataset.patch.Patch;
import dev.singan.gan.config.PyramidConfig;
import dev.singan.image.Bicubic;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.metric.Memorisation;
import dev.singan.study.results.SinganSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the samples' distances to their source are to be read against: the same distances of images whose kinship with the source is known.
 * Real patches are brought to the training image's size as that was.
 */
final class Yardstick {
    /** Of each kind at most so many images, evenly chosen by their numbers. */
    private static final int MOST = 24;

    private final WorkFolder folder;
    private final List<Patch> lesions;

    Yardstick(Path workDirectory, List<Patch> table) {
        this.folder = new WorkFolder(workDirectory);
        this.lesions = table.stream().filter(patch -> patch.suspicious() == 1).toList();
    }

    /**
     * The distances of each kind that there are images of. The training image is made of its patch anew: a study that takes another one's
     * samples has none.
     *
     * @param preparation how the SinGAN's training image was made
     */
    List<SinganSummary.Yardstick> of(Patch source, PyramidConfig preparation) {
        GrayImage image = prepared(source, preparation);
        List<Patch> own = lesions.stream()
                .filter(patch -> patch.id() != source.id() && patch.patientId().equals(source.patientId()))
                .toList();
        List<Patch> others = lesions.stream()
                .filter(patch -> !patch.patientId().equals(source.patientId()))
                .filter(patch -> patch.classification().equals(source.classification()))
                .filter(patch -> patch.zoomGroup() == source.zoomGroup())
                .toList();
        List<SinganSummary.Yardstick> yardsticks = new ArrayList<>();
        add(yardsticks, "flips-crops", image, flipsAndCrops(image));
        add(yardsticks, "same-patient", image, prepared(own, preparation));
        add(yardsticks, "other-patients", image, prepared(others, preparation));
        return yardsticks;
    }

    private static void add(
            List<SinganSummary.Yardstick> yardsticks, String kind, GrayImage source, List<GrayImage> images) {
        if (!images.isEmpty()) {
            Memorisation distances = Memorisation.measure(source, images);
            yardsticks.add(new SinganSummary.Yardstick(
                    kind, images.size(), distances.sourceMean(), distances.sourceMin(), distances.windowMean()));
        }
    }

    private List<GrayImage> prepared(List<Patch> patches, PyramidConfig preparation) {
        int n = Math.min(MOST, patches.size());
        return IntStream.range(0, n)
                .mapToObj(i -> patches.get((int) ((long) i * patches.size() / n)))
                .map(patch -> prepared(patch, preparation))
                .toList();
    }

    private GrayImage prepared(Patch patch, PyramidConfig config) {
        Path file = folder.patches().resolve(patch.fileName());
        if (!Files.isRegularFile(file)) {
            throw new UserException("patches/" + patch.fileName() + " is missing. Run the goal singan:extract again.");
        }
        return config.preparation().apply(ImageFiles.read(file), config.imageSize());
    }

    private static GrayImage sized(GrayImage image, int width, int height) {
        return Bicubic.resize(FloatImage.of(image, 1), width, height).toGray();
    }

    /** Three flips, and five crops of seven eighths of the sides, enlarged again: what hardly anybody would call a new image. */
    static List<GrayImage> flipsAndCrops(GrayImage image) {
        int width = image.width();
        int height = image.height();
        List<GrayImage> images = new ArrayList<>(List.of(
                picked(image, width, height, width - 1, 0, -1, 1),
                picked(image, width, height, 0, height - 1, 1, -1),
                picked(image, width, height, width - 1, height - 1, -1, -1)));
        int w = width * 7 / 8;
        int h = height * 7 / 8;
        for (int[] corner : new int[][] {{0, 0}, {2, 0}, {0, 2}, {2, 2}, {1, 1}}) {
            GrayImage crop = picked(image, w, h, corner[0] * (width - w) / 2, corner[1] * (height - h) / 2, 1, 1);
            images.add(sized(crop, width, height));
        }
        return images;
    }

    private static GrayImage picked(GrayImage image, int width, int height, int x0, int y0, int dx, int dy) {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = image.pixels()[(y0 + dy * y) * image.width() + x0 + dx * x];
            }
        }
        return new GrayImage(width, height, pixels);
    }
}
