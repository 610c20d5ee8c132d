package dev.singan.study;

import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.Seeds;
import dev.singan.base.WorkFolder;
import dev.singan.classify.backbone.PatchResampling;
import dev.singan.classify.weights.FeatureExtractors;
import dev.singan.dataset.record.SourceImage;
import dev.singan.gan.model.SampleRequest;
import dev.singan.gan.model.Singan;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import dev.singan.metric.FeatureExtractor;
import dev.singan.metric.SampleQuality;
import dev.singan.metric.SifidPath;
import dev.singan.tensor.engines.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the synthetic patches of a SinGAN, and measures them: samples, brought to the size of the real patches, and their SiFID. */
public final class Augmentation {
    /** The image that a SinGAN was trained on, in its folder, at its own size. */
    public static final String TRAINING_IMAGE = "image.png";

    private Augmentation() {}

    /**
     * Writes the samples {@code 0000.png}, {@code 0001.png} and so on, and {@code sifid.json} last. Sample i depends on model, seed and i
     * alone. SiFID is computed at the SinGAN's own size, before samples are enlarged.
     *
     * @return the figures of {@code sifid.json}
     * @throws dev.singan.base.UserException where the model cannot be read
     */
    public static SampleQuality run(AugmentationRequest request, Progress progress) throws IOException {
        List<GrayImage> samples = samples(request, progress);
        List<GrayImage> others = new ArrayList<>();
        for (Path other : request.others()) {
            others.add(ImageFiles.read(other));
        }
        SampleQuality quality;
        try (FeatureExtractor map = FeatureExtractors.open(request.sifidWeights(), progress)) {
            quality = SampleQuality.measure(
                    map,
                    request.jpeg() ? SifidPath.JPEG : SifidPath.PIXELS,
                    ImageFiles.read(request.model().resolve(TRAINING_IMAGE)),
                    samples,
                    others,
                    new Seeds(request.seed()));
        }
        Json.write(WorkFolder.sifid(request.directory()), quality);
        return quality;
    }

    private static List<GrayImage> samples(AugmentationRequest request, Progress progress) throws IOException {
        Files.createDirectories(request.directory());
        SampleRequest wanted = new SampleRequest(request.count(), request.startScale(), 1, 1, request.seed());
        List<GrayImage> samples = new ArrayList<>();
        try (Singan singan = Singan.load(request.model(), Engines.of(request.engine()))) {
            String task = "samples of SinGAN " + singan.model().description().name();
            for (int i = 0; i < request.count(); i++) {
                progress.checkCancelled();
                GrayImage sample = singan.sample(wanted, i).toGray();
                samples.add(sample);
                ImageFiles.writePng(
                        request.directory().resolve(WorkFolder.sampleName(i)),
                        PatchResampling.enlarge(sample, SourceImage.PATCH_SIDE, SourceImage.PATCH_SIDE));
                progress.advance(task, i + 1, request.count());
            }
        }
        return samples;
    }
}
