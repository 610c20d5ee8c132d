package dev.singan.study.publish;

import dev.singan.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The description of a packed data set in MLCommons' Croissant format 1.0 (http://mlcommons.org/croissant/1.0), with the properties of its
 * vocabulary for responsible AI 1.0 (http://mlcommons.org/croissant/RAI/1.0).
 */
final class Croissant {
    /** The file's name in the data set. */
    static final String FILE = "croissant.json";

    private static final String TABLE = "metadata.jsonl";
    private static final String IMAGES = "images";
    private static final String SAMPLES = "samples";

    /** The columns of the table that tell what a sample is, and what they hold. */
    private static final List<Column> COLUMNS = List.of(
            new Column(
                    "classification", "sc:Text", "The class of the source patch, which the sample takes over: Malign."),
            new Column("suspicious", "sc:Integer", "1 where the class is not healthy."),
            new Column("synthetic", "sc:Integer", "1: every image is a sample of a SinGAN."),
            new Column(
                    "source_patch", "sc:Integer", "The number of the patch that the sample's SinGAN was trained on."),
            new Column(
                    "source_patient",
                    "sc:Text",
                    "The patient who is shown on that patch, under the archive's pseudonym."),
            new Column(
                    "image_view", "sc:Integer", "The source's view: 1 RCC, 2 LCC, 3 RMLO, 4 LMLO; null where unknown."),
            new Column("Format", "sc:Text", "Film or Digital, of the source."),
            new Column("density", "sc:Integer", "The source's density class, 1 to 4; null where unknown."),
            new Column("zoom_group", "sc:Integer", "How much of the lesion's surroundings the source shows, 1 to 3."),
            new Column("calcification", "sc:Integer", "1 where the source shows calcifications; null where unknown."),
            new Column("nodule", "sc:Integer", "1 where the source shows a nodule; null where unknown."),
            new Column("sifid", "sc:Float", "Single-image FID of the sample against its source."));

    private record Column(String name, String type, String description) {}

    private final Publication publication;
    private final boolean real;
    private final boolean ownLicence;
    private final String archive;

    /**
     * @param archive whose patches the sources were cut from, in words
     * @param real whether its images are of people
     * @param ownLicence whether the study gives its own licence note
     */
    Croissant(Publication publication, String archive, boolean real, boolean ownLicence) {
        this.publication = publication;
        this.archive = archive;
        this.real = real;
        this.ownLicence = ownLicence;
    }

    /**
     * The description.
     *
     * @param samples how many images there are
     * @param singans of how many SinGANs
     * @param size bytes of {@code synthetic/metadata.jsonl}
     * @param sha256 of that file
     */
    String json(int samples, int singans, int size, String sha256) {
        SortedMap<String, Object> root = new TreeMap<>();
        root.put("@context", CroissantContext.terms());
        root.put("@type", "sc:Dataset");
        root.put("conformsTo", List.of("http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0"));
        root.put("name", publication.name());
        root.put(
                "description",
                samples + " synthetic malignant mammogram patches of " + singans
                        + " SinGANs, each trained on a single patch cut from " + archive + ".");
        root.put("license", licence());
        root.put("url", publication.address());
        root.put("version", publication.version());
        root.put("creator", creators());
        root.put("keywords", List.of("mammography", "synthetic data", "SinGAN", "breast cancer", "data augmentation"));
        root.put("isLiveDataset", false);
        if (publication.date() != null) {
            root.put("datePublished", publication.date());
        }
        root.put("distribution", List.of(table(size, sha256), images()));
        root.put("recordSet", List.of(recordSet()));
        root.putAll(ResponsibleUse.of(archive, real));
        return Json.pretty(root);
    }

    private Object licence() {
        return real || ownLicence
                ? Map.of("@type", "sc:CreativeWork", "name", "LICENCE.md", "url", "LICENCE.md")
                : "https://spdx.org/licenses/Apache-2.0.html";
    }

    private List<Object> creators() {
        return publication.creators().stream()
                .map(name -> (Object) Map.of("@type", "sc:Organization", "name", name))
                .toList();
    }

    private static Map<String, Object> table(int size, String sha256) {
        return Map.of(
                "@type",
                "cr:FileObject",
                "@id",
                TABLE,
                "name",
                TABLE,
                "description",
                "A JSON object per image.",
                "contentUrl",
                SyntheticPack.SAMPLES + TABLE,
                "contentSize",
                size + " B",
                "encodingFormat",
                "application/jsonlines",
                "sha256",
                sha256);
    }

    private static Map<String, Object> images() {
        return Map.of(
                "@type",
                "cr:FileSet",
                "@id",
                IMAGES,
                "name",
                IMAGES,
                "description",
                "The samples, a folder per SinGAN; their SHA-256 stand in " + Checksums.FILE + ".",
                "encodingFormat",
                "image/png",
                "includes",
                SyntheticPack.SAMPLES + "*/*.png");
    }

    private static Map<String, Object> recordSet() {
        List<Object> fields = new ArrayList<>();
        fields.add(field(
                "file_name",
                "sc:Text",
                "The image's file, relative to the table.",
                Map.of("fileObject", Map.of("@id", TABLE), "extract", Map.of("column", "file_name"))));
        SortedMap<String, Object> image = field(
                "image",
                "sc:ImageObject",
                "The image, 8-bit grey.",
                Map.of("fileSet", Map.of("@id", IMAGES), "extract", Map.of("fileProperty", "content")));
        fields.add(image);
        SortedMap<String, Object> path = field(
                "image_path",
                "sc:Text",
                "The image's file, by which it belongs to its row.",
                Map.of(
                        "fileSet",
                        Map.of("@id", IMAGES),
                        "extract",
                        Map.of("fileProperty", "fullpath"),
                        "transform",
                        Map.of("regex", ".*?([0-9]+/[0-9]+\\.png)$")));
        path.put("references", Map.of("@id", SAMPLES + "/file_name"));
        fields.add(path);
        COLUMNS.forEach(column -> fields.add(field(
                column.name(),
                column.type(),
                column.description(),
                Map.of("fileObject", Map.of("@id", TABLE), "extract", Map.of("column", column.name())))));
        return Map.of(
                "@type",
                "cr:RecordSet",
                "@id",
                SAMPLES,
                "name",
                SAMPLES,
                "description",
                "A record per sample.",
                "key",
                Map.of("@id", SAMPLES + "/file_name"),
                "field",
                fields);
    }

    private static SortedMap<String, Object> field(
            String name, String type, String description, Map<String, Object> source) {
        return new TreeMap<>(Map.of(
                "@type", "cr:Field",
                "@id", SAMPLES + "/" + name,
                "name", name,
                "description", description,
                "dataType", type,
                "source", source));
    }
}
