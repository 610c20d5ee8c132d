package dev.singan.study.publish;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.base.Limits;
import dev.singan.base.SchemaVersion;
import dev.singan.dataset.archive.ArchiveKind;
import dev.singan.study.phase.Manifest;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

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
@SchemaVersion(SyntheticManifest.SCHEMA)
public record SyntheticManifest(
        String schema,
        ArchiveKind archive,
        boolean real,
        int size,
        List<Source> singans,
        Manifest study,
        SortedMap<String, String> files)
        implements Checked {
    /** The version of the file's layout. */
    public static final String SCHEMA = "singan-synthetic/1";

    private static final int MOST_SINGANS = 10_000;
    private static final int LARGEST = 1 << 16;

    public SyntheticManifest {
        singans = List.copyOf(singans);
    }

    @Override
    public void check(Faults faults) {
        faults.range("singans", singans.size(), 0, MOST_SINGANS);
        faults.range("size", size, 0, LARGEST);
        faults.range("files", files.size(), 0, Limits.ZIP_ENTRIES);
        files.forEach((name, hash) -> faults.sha256("files[" + name + "]", hash));
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
    public record Source(int id, String patch, String patchSha256, String patient, String format, int zoom, int samples)
            implements Checked {
        private static final Pattern PATCH = Pattern.compile("lesion/\\d{1,9}\\.png");

        @Override
        public void check(Faults faults) {
            faults.range("id", id, 0, 999_999_999);
            faults.require(PATCH.matcher(patch).matches(), "patch", patch, "such as lesion/17.png");
            faults.sha256("patchSha256", patchSha256);
            faults.range("zoom", zoom, 0, 3);
            faults.range("samples", samples, 0, MOST_SAMPLES);
        }
    }

    private static final int MOST_SAMPLES = 10_000;
}
