package dev.singan.study.publish;

import dev.singan.base.Json;
import java.util.List;

/**
 * The YAML in front of a README by which the Hugging Face Hub knows a data set or a model: licence, tags, size, and where the images lie.
 * Texts are written as JSON, which YAML reads.
 */
final class CardHeader {
    private static final List<String> TAGS =
            List.of("medical", "mammography", "synthetic", "singan", "single-image-gan");
    private static final int THOUSAND = 1_000;

    private final StringBuilder yaml = new StringBuilder("---\n");

    private CardHeader(boolean free) {
        line("license", free ? "apache-2.0" : "other");
        if (!free) {
            line("license_name", "see-licence-md");
            line("license_link", "LICENCE.md");
        }
    }

    /**
     * The header of a data set.
     *
     * @param free whether it may be used under the Apache License 2.0
     * @param images how many it has
     */
    static String ofData(String name, boolean free, int images) {
        CardHeader header = new CardHeader(free);
        header.line("pretty_name", name);
        header.list("task_categories", List.of("image-classification", "unconditional-image-generation"));
        header.list("annotations_creators", List.of("machine-generated"));
        header.list("tags", TAGS);
        header.list("size_categories", List.of(size(images)));
        header.yaml.append("configs:\n  - config_name: default\n    data_dir: synthetic\n");
        return header.end();
    }

    /** The header of models. */
    static String ofModels(boolean free) {
        CardHeader header = new CardHeader(free);
        header.line("library_name", "singan");
        header.line("pipeline_tag", "unconditional-image-generation");
        header.list("tags", TAGS);
        return header.end();
    }

    /** The classes of size that the Hub knows. */
    private static String size(int images) {
        if (images < THOUSAND) {
            return "n<1K";
        }
        return images < 10 * THOUSAND ? "1K<n<10K" : images < 100 * THOUSAND ? "10K<n<100K" : "100K<n<1M";
    }

    private void line(String key, String value) {
        yaml.append(key).append(": ").append(Json.line(value)).append('\n');
    }

    private void list(String key, List<String> values) {
        yaml.append(key).append(":\n");
        values.forEach(value -> yaml.append("  - ").append(Json.line(value)).append('\n'));
    }

    private String end() {
        return yaml.append("---\n\n").toString();
    }
}
