package dev.singan.study.publish;

import dev.singan.base.Json;
import dev.singan.dataset.record.SourceImage;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.config.Trainer;
import dev.singan.metric.SampleQuality;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What medigan, the collection of generative models of medical images (Osuala et al., Journal of Medical Imaging 10, 2023), asks of a
 * package: code that samples, and an entry for each model of its {@code global.json}. Who contributes them fills in where the package lies.
 */
final class Medigan {
    /** The code, as medigan imports it. */
    static final String CODE = "__init__.py";

    /** The entries. */
    static final String ENTRIES = "medigan.json";

    private static final String RESOURCE = "medigan.py";

    private Medigan() {}

    /** Whether models can be sampled by the code: it knows SinGANs, and no ConSinGANs. */
    static boolean knows(List<SyntheticPack.Made> singans) {
        return !singans.isEmpty()
                && singans.stream().allMatch(one -> one.model().config().trainer() instanceof Trainer.Singan);
    }

    static byte[] code() throws IOException {
        try (InputStream in = Medigan.class.getResourceAsStream(RESOURCE)) {
            return Objects.requireNonNull(in, "the library lacks its resource " + RESOURCE)
                    .readAllBytes();
        }
    }

    /**
     * The entries by their model's id.
     *
     * @param archive whose patches the sources were cut from, in words
     * @param licence of the models, in a word or two
     */
    static String entries(Publication publication, String archive, String licence, List<SyntheticPack.Made> singans) {
        SortedMap<String, Object> entries = new TreeMap<>();
        for (SyntheticPack.Made one : singans) {
            String id = "SINGAN_MMG_MALIGNANT_PATCH_" + one.patch().id();
            entries.put(
                    id,
                    Map.of(
                            "execution", execution(publication, one),
                            "selection", selection(archive, licence, one),
                            "description", description(publication, archive, one)));
        }
        return Json.pretty(entries);
    }

    private static Map<String, Object> execution(Publication publication, SyntheticPack.Made one) {
        List<String> base = List.of("model_file", "num_samples", "output_path", "save_images");
        return Map.of(
                "package_name", publication.name(),
                "package_link", "",
                "model_name", SyntheticPack.MODELS + one.patch().id() + "/model",
                "extension", ".json",
                "image_size", List.of(SourceImage.PATCH_SIDE, SourceImage.PATCH_SIDE),
                "dependencies", List.of("numpy", "torch", "pillow"),
                "generate_method", Map.of("name", "generate", "args", Map.of("base", base, "custom", Map.of())));
    }

    private static SortedMap<String, Object> selection(String archive, String licence, SyntheticPack.Made one) {
        SampleQuality quality = one.quality();
        SortedMap<String, Object> performance = new TreeMap<>();
        for (String measure : List.of("SSIM", "MSE", "NSME", "PSNR", "IS", "FID", "turing_test")) {
            performance.put(measure, null);
        }
        performance.put("SiFID", quality.mean());
        performance.put("SiFID_layer", quality.layer());
        performance.put("downstream_task", Map.of("CLF", tasks(), "SEG", tasks()));
        List<String> generates = new ArrayList<>(List.of("malignant lesion patches"));
        if (Objects.equals(one.patch().nodule(), 1)) {
            generates.add("mass");
        }
        if (Objects.equals(one.patch().calcification(), 1)) {
            generates.add("calcification");
        }
        SortedMap<String, Object> selection = new TreeMap<>(Map.of(
                "performance", performance,
                "use_cases", List.of("classification"),
                "organ", List.of("breast"),
                "modality", List.of("MMG", "mammography"),
                "function",
                        List.of("noise to image", "image generation", "unconditional generation", "data augmentation"),
                "dataset", List.of(archive),
                "generates", generates,
                "type", "SinGAN",
                "license", licence));
        for (String none : List.of("vendors", "centres", "condition", "augmentations")) {
            selection.put(none, List.of());
        }
        selection.put("height", SourceImage.PATCH_SIDE);
        selection.put("width", SourceImage.PATCH_SIDE);
        selection.put("depth", null);
        selection.put("dataset_type", "");
        selection.put("privacy_preservation", "none: the model can give back its training image");
        selection.put(
                "tags",
                List.of("Mammography", "SinGAN", "single image", one.patch().format()));
        selection.put("year", null);
        return selection;
    }

    private static Map<String, Object> tasks() {
        return Map.of("trained_on_fake", Map.of(), "trained_on_real_and_fake", Map.of(), "trained_on_real", Map.of());
    }

    private static SortedMap<String, Object> description(
            Publication publication, String archive, SyntheticPack.Made one) {
        SinganConfig config = one.model().config();
        SortedMap<String, Object> description = new TreeMap<>(
                Map.of(
                        "title",
                        "SinGAN of the malignant mammogram patch " + one.patch().id(),
                        "version",
                        publication.version(),
                        "provided_after_epoch",
                        config.optimiser().iterations(),
                        "trained_date",
                        "",
                        "provided_date",
                        publication.date() == null ? "" : publication.date(),
                        "doi",
                        List.of("10.1109/ICCV.2019.00467"),
                        "comment",
                        "Trained on a single patch of " + archive + ", "
                                + config.optimiser().iterations()
                                + " iterations per scale. Its samples rearrange that patch: they add no new anatomy and no new patient."));
        description.put("publication", null);
        return description;
    }
}
