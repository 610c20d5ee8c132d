package dev.singan.study.publish;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.study.phase.Manifest;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code manifest.json} of a packed synthetic data set, or of packed models.
 *
 * @param schema {@value #SCHEMA}
 * @param archive the kind of archive that the source patches were cut from
 * @param real whether its images are of people
 * @param size side of the SinGANs' training images in pixels
 * @param singans the SinGANs, in the order in which the arms of a study take them
 * @param study how the study that made them was built; without files and times
 * @param files SHA-256 of every other file of the zip, by name
 */
@JsonPropertyOrder({"schema", "archive", "real", "size", "singans", "study", "files"})
public record SyntheticManifest(
        String schema,
        ArchiveKind archive,
        boolean real,
        int size,
        List<Source> singans,
        Manifest study,
        SortedMap<String, String> files) {
    /** The version of the file's layout. */
    public static final String SCHEMA = "singan-synthetic/1";

    public SyntheticManifest {
        singans = List.copyOf(singans);
    }

    /**
     * A SinGAN and what it learnt from.
     *
     * @param id its number, that of the source patch
     * @param patch the source patch's file among the patches
     * @param patchSha256 of that file: who takes the samples must have the same patch under that number
     * @param patient who is shown on it
     * @param format {@code Film} or {@code Digital}
     * @param zoom its zoom group
     * @param samples how many samples there are
     */
    @JsonPropertyOrder({"id", "patch", "patchSha256", "patient", "format", "zoom", "samples"})
    public record Source(
            int id, String patch, String patchSha256, String patient, String format, int zoom, int samples) {}
}
