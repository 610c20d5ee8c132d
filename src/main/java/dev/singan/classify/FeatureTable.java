package dev.singan.classify;

import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.classify.backbone.Backbone;
import dev.singan.classify.backbone.FeatureStore;
import dev.singan.classify.backbone.ImageSource;
import dev.singan.classify.backbone.PatchResampling;
import dev.singan.classify.backbone.RandomCrop;
import dev.singan.classify.plan.Arm;
import dev.singan.classify.plan.ArmPlan;
import dev.singan.dataset.patch.Patch;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** The features of every image that an experiment needs: real patches, their crops for testing, samples and changed copies of the sources. */
final class FeatureTable {
    private final List<float[]> rows;
    private final List<ImageSource> images;
    private final int patches;
    private final int cropsFrom;
    private final int[] samplesFrom;
    private final int[] copiesFrom;

    /**
     * @param rows features of all images: patches, their crops, samples and copies source by source
     * @param images the images, in the order of the rows
     * @param patches how many real patches
     * @param cropsFrom where the patches as they are tested begin
     * @param samplesFrom where each source's samples begin, and where the last one's end
     * @param copiesFrom where each source's copies begin, and where the last one's end
     */
    FeatureTable(
            List<float[]> rows,
            List<ImageSource> images,
            int patches,
            int cropsFrom,
            int[] samplesFrom,
            int[] copiesFrom) {
        this.rows = rows;
        this.images = List.copyOf(images);
        this.patches = patches;
        this.cropsFrom = cropsFrom;
        this.samplesFrom = samplesFrom;
        this.copiesFrom = copiesFrom;
    }

    /** Computes what is missing in the feature store. */
    static FeatureTable compute(ClassificationRequest request, ArmPlan plan, Backbone backbone, Progress progress)
            throws IOException {
        Images images = new Images(request, plan);
        Path file = new WorkFolder(request.workDirectory()).features().resolve(backbone.name() + ".safetensors");
        List<float[]> rows = FeatureStore.compute(backbone, images.sources, file, progress);
        return new FeatureTable(
                rows, images.sources, plan.patches().size(), images.cropsFrom, images.samplesFrom, images.copiesFrom);
    }

    /** Features of real patches, by their place in the patch table. */
    List<float[]> patches() {
        return rows.subList(0, patches);
    }

    /** What tells each real patch's pixels: equal for equal images. */
    List<String> patchKeys() {
        return images.subList(0, patches).stream().map(ImageSource::key).toList();
    }

    /** Features of a row; those of real patches come first, in the order of the patch table. */
    float[] row(int row) {
        return rows.get(row);
    }

    /** The image of a row. */
    ImageSource image(int row) {
        return images.get(row);
    }

    /** The row of a real patch as it is tested: cropped where the experiment asks for it. */
    int testedRow(int patch) {
        return cropsFrom + patch;
    }

    /** The row of the n-th sample of a source's SinGAN. */
    int sampleRow(int source, int n) {
        return samplesFrom[source] + n;
    }

    /** The row of the n-th changed copy of a source patch. */
    int copyRow(int source, int n) {
        return copiesFrom[source] + n;
    }

    /** This table with other features of some rows. */
    FeatureTable replaced(Map<Integer, float[]> features) {
        List<float[]> replaced = new ArrayList<>(rows);
        features.forEach(replaced::set);
        return new FeatureTable(replaced, images, patches, cropsFrom, samplesFrom, copiesFrom);
    }

    /** How many samples of a source's SinGAN there are. */
    int samples(int source) {
        return samplesFrom[source + 1] - samplesFrom[source];
    }

    /** The images, in the order of the rows. */
    private static final class Images {
        private final ClassificationRequest request;
        private final PatchResampling resampling;
        private final List<ImageSource> sources = new ArrayList<>();
        private final int cropsFrom;
        private final int[] samplesFrom;
        private final int[] copiesFrom;

        Images(ClassificationRequest request, ArmPlan plan) throws IOException {
            this.request = request;
            this.resampling = new PatchResampling(request.ganSize());
            for (Patch patch : plan.patches()) {
                sources.add(ImageSource.resampled(file(patch), resampling));
            }
            cropsFrom = request.experiment().testCrops() ? sources.size() : 0;
            if (request.experiment().testCrops()) {
                for (Patch patch : plan.patches()) {
                    sources.add(changed(patch, "crop", 0, RandomCrop::crop));
                }
            }
            samplesFrom = starts(plan, Arm.Kind.SINGAN);
            copiesFrom = starts(plan, Arm.Kind.OVERSAMPLING_AUGMENTED);
        }

        private int[] starts(ArmPlan plan, Arm.Kind kind) throws IOException {
            int[] starts = new int[plan.sources().size() + 1];
            for (int i = 0; i < plan.sources().size(); i++) {
                starts[i] = sources.size();
                for (int n = 0; n < plan.most(kind, i); n++) {
                    Patch source = plan.sources().get(i);
                    sources.add(
                            kind == Arm.Kind.SINGAN
                                    ? sample(source, n)
                                    : changed(source, "crop-flip", n, RandomCrop::cropAndFlip));
                }
            }
            starts[plan.sources().size()] = sources.size();
            return starts;
        }

        private Path file(Patch patch) {
            Path file = new WorkFolder(request.workDirectory()).patches().resolve(patch.fileName());
            if (!Files.isRegularFile(file)) {
                throw new UserException("metadata.jsonl names " + patch.fileName()
                        + ", but there is no such file in patches/. Run the goal singan:extract again.");
            }
            return file;
        }

        private ImageSource sample(Patch source, int n) throws IOException {
            Path file = new WorkFolder(request.workDirectory()).sample(source.id(), n);
            if (!Files.isRegularFile(file)) {
                throw new UserException("An arm needs sample " + n + " of the SinGAN of patch " + source.id()
                        + ", but synthetic/" + source.id() + "/" + file.getFileName()
                        + " is missing. Run the goal singan:augment again.");
            }
            return ImageSource.file(file);
        }

        /** The change comes before the SinGAN's size, so that a crop is no sharper than a whole patch. */
        private ImageSource changed(Patch patch, String change, int n, Change operation) throws IOException {
            Path file = file(patch);
            String name = change + "/" + patch.id() + "/" + n;
            long seed = request.experiment().seed();
            return new ImageSource(
                    ImageSource.resampled(file, resampling).key() + ":" + name + "/seed-" + seed,
                    () -> resampling.apply(operation.apply(ImageFiles.read(file), new Seeds(seed).stream(name))));
        }
    }

    /** A random change of an image. */
    @FunctionalInterface
    private interface Change {
        GrayImage apply(GrayImage image, UniformRandomProvider random);
    }
}
