package dev.singan.study.publish;

import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.dataset.patch.Patch;
import dev.singan.dataset.record.SourceImage;
import dev.singan.gan.config.SinganConfig;
import dev.singan.gan.model.ModelDescription;
import dev.singan.metric.SampleQuality;
import dev.singan.study.phase.Manifest;
import java.util.List;
import java.util.Locale;

/** The words of a packed data set: README, model cards and the licence note. */
final class PackCards {
    private PackCards() {}

    /** A name of the archive, which must not be taken for Markdown or HTML. */
    private static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}", " ").replaceAll("[|`<>&\\[\\]]", "\\\\$0");
    }

    /** The README of the data set, or of the models. */
    static String readme(ArchiveKind archive, List<SyntheticPack.Made> singans, Manifest study, boolean synthetic) {
        StringBuilder text = new StringBuilder();
        text.append(
                synthetic
                        ? "# Synthetic malignant mammogram patches\n\n"
                        : "# SinGANs of malignant mammogram patches\n\n");
        text.append(synthetic ? samples(singans) : models(singans));
        text.append("\nThe sources were cut from ")
                .append(archive.provider().title())
                .append(".\n\n");
        text.append("| source patch | patient | format | zoom group | samples | SiFID, mean | diversity |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (SyntheticPack.Made one : singans) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %s | %d | %d | %.4f | %.3f |%n".replace("%n", "\n"),
                    one.patch().id(),
                    plain(one.patch().patientId()),
                    one.patch().format(),
                    one.patch().zoomGroup(),
                    one.samples().size(),
                    one.quality().mean(),
                    one.quality().diversity()));
        }
        text.append(
                singans.isEmpty()
                        ? ""
                        : "\nSiFID is " + singans.get(0).quality().layer()
                                + "; scores of other layers cannot be compared with it.\n");
        text.append("\n## Use\n\n").append(synthetic ? useOfSamples() : useOfModels());
        text.append(
                """

                ## Limits

                Each SinGAN knows one image. Its samples rearrange what that image shows: they add no new anatomy, no new finding and no new
                patient, and can resemble their source closely. They are no ground for any diagnosis. Whoever tests a classifier must keep the
                source patients out of the test set, as they stand in `manifest.json`.

                ## How it was made

                """);
        text.append("`").append(study.command()).append("`, seed ").append(study.seed());
        text.append(study.commit() == null ? "" : ", commit " + study.commit());
        text.append(", singan ").append(study.versions().get("singan"));
        text.append(
                ". `manifest.json` holds all parameters, versions, keys and hashes; each folder has one of its own\n(`folder.schema.json`).\n");
        text.append("`checksums.sha256` is for `sha256sum -c`.\n");
        text.append("What may be done with these files stands in `LICENCE.md`.\n");
        return text.toString();
    }

    private static String samples(List<SyntheticPack.Made> singans) {
        int samples = singans.stream().mapToInt(one -> one.samples().size()).sum();
        return samples + " patches of " + SourceImage.PATCH_SIDE + "x" + SourceImage.PATCH_SIDE
                + " pixels, 8-bit grey, sampled from " + singans.size()
                + " SinGANs, each trained on a single malignant patch\n(Shaham, Dekel, Michaeli, ICCV 2019).\n";
    }

    private static String models(List<SyntheticPack.Made> singans) {
        return singans.size()
                + " SinGANs, each trained on a single malignant patch (Shaham, Dekel, Michaeli, ICCV 2019), with generators and"
                + " critics of\nevery scale.\n";
    }

    private static String useOfSamples() {
        return """
                `synthetic/ID/NNNN.png` are the samples, with a row for each in `synthetic/metadata.jsonl`, so that
                `datasets.load_dataset("imagefolder", data_dir="synthetic")` loads them. `synthetic/ID/sifid.json` holds their scores,
                `singan/ID/` the description, losses and pictures of their SinGAN, `cards/ID.md` its model card. A study takes them instead of
                training with `-Dsingan.synthetic=` and this file's Maven coordinates or path.
                """;
    }

    private static String useOfModels() {
        return """
                `singan/ID/` is a SinGAN: `mvn dev.singan:singan-maven-plugin:sample -Dsingan.model=singan/ID` samples from it;
                `safetensors.torch.load_file` opens `scale-K.safetensors`, with PyTorch's names and layout. `cards/ID.md` is its model card.
                """;
    }

    /** What may be done with the files. */
    static String licence(ArchiveKind archive, boolean synthetic) {
        String what = synthetic ? "These samples" : "These models, and the training images `singan/ID/image.png`,";
        String warning = archive.provider().isReal()
                ? "\n\nA SinGAN can give back its training image nearly unchanged, and a sample can resemble it. Treat both as data of the"
                        + " patient\nwho is shown on the source.\n"
                : "\n";
        return "# Licence\n\n" + what + " " + archive.provider().terms() + warning;
    }

    /** A model card. */
    static String model(SyntheticPack.Made one) {
        ModelDescription model = one.model();
        SinganConfig config = model.config();
        Patch patch = one.patch();
        SampleQuality quality = one.quality();
        StringBuilder text = new StringBuilder();
        text.append("# SinGAN ").append(patch.id()).append("\n\n");
        text.append("A SinGAN of one malignant patch: ")
                .append(patch.format().toLowerCase(Locale.ROOT))
                .append(", zoom group ")
                .append(patch.zoomGroup())
                .append(", patient ")
                .append(plain(patch.patientId()))
                .append(", SHA-256 of the patch ")
                .append(one.patchSha256())
                .append(".\n\n## Network\n\n");
        text.append("| scale | pixels | filters | noise amplitude |\n|---|---|---|---|\n");
        for (ModelDescription.Scale scale : model.scales()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %dx%d | %d | %.5f |",
                    scale.scale(),
                    scale.width(),
                    scale.height(),
                    scale.filters(),
                    scale.noiseAmplitude()));
            text.append('\n');
        }
        text.append("\n## Training\n\n");
        text.append(config.optimiser().iterations()).append(" iterations per scale, ");
        text.append(config.steps().criticSteps())
                .append(" critic and ")
                .append(config.steps().generatorSteps());
        text.append(" generator steps in each (")
                .append(config.steps().generatorMode().name().toLowerCase(Locale.ROOT));
        text.append("); Adam ").append(config.optimiser().learningRate());
        text.append("; gradient penalty ").append(config.losses().penaltyWeight());
        text.append("; reconstruction weight ").append(config.losses().reconstructionWeight());
        text.append("; channels ").append(config.pyramid().channels());
        text.append("; seed ").append(model.seed());
        text.append("; engine ")
                .append(model.engineDescription().isEmpty() ? model.engine() : model.engineDescription());
        text.append(".\n\n## Samples\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%d samples; %s (weights: %s): mean %.4f, median %.4f, quartiles %.4f and %.4f; white noise scores %.4f; diversity %.3f.",
                one.samples().size(),
                quality.layer(),
                quality.weights(),
                quality.mean(),
                quality.median(),
                quality.q1(),
                quality.q3(),
                quality.noise().mean(),
                quality.diversity()));
        text.append(
                "\n\n## Meant for\n\nResearch on the augmentation of training sets. Not for diagnosis, and not for test sets.\n");
        return text.toString();
    }
}
