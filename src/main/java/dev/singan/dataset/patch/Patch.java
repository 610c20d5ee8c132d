package dev.singan.dataset.patch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.singan.base.Checked;
import dev.singan.base.Faults;
import dev.singan.dataset.record.OfficialSplit;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code metadata.jsonl}: what is known of one patch. Unknown values are null.
 *
 * @param fileName the image, relative to the table, such as {@code lesion/17.png}; the number is the patch's id
 * @param patientId who was examined, such as {@code film-9} ({@code 9_F01} under the published protocol)
 * @param imageView 1 right cranio-caudal, 2 left cranio-caudal, 3 right oblique, 4 left oblique
 * @param format {@code Film} or {@code Digital}
 * @param classification {@code Normal}, {@code Benign} or {@code Malign}
 * @param age years
 * @param density breast density as in BI-RADS, 1 to 4
 * @param zoomGroup 1, 2 or 3 for lesion patches, 0 for healthy ones
 * @param suspicious 1 for lesion patches, 0 for healthy ones
 * @param calcification 1 where the lesion shows calcifications
 * @param nodule 1 where the lesion is a mass
 * @param manufacturer who made the device, where a DICOM file says it; left out of the line where it is null
 * @param implant whether the breast has an implant, where a DICOM file says it; left out of the line where it is null
 * @param split the official set that its image belongs to, where the data set has one; left out of the line where it is null
 */
@JsonPropertyOrder({
    "file_name",
    "patient_id",
    "image_view",
    "Format",
    "classification",
    "age",
    "density",
    "zoom_group",
    "suspicious",
    "calcification",
    "nodule",
    "manufacturer",
    "implant",
    "split"
})
public record Patch(
        @JsonProperty("file_name") String fileName,
        @JsonProperty("patient_id") String patientId,
        @JsonProperty("image_view") @Nullable Integer imageView,
        @JsonProperty("Format") String format,
        @JsonProperty("classification") String classification,
        @JsonProperty("age") @Nullable Integer age,
        @JsonProperty("density") @Nullable Integer density,
        @JsonProperty("zoom_group") int zoomGroup,
        @JsonProperty("suspicious") int suspicious,
        @JsonProperty("calcification") @Nullable Integer calcification,
        @JsonProperty("nodule") @Nullable Integer nodule,
        @JsonProperty("manufacturer") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String manufacturer,
        @JsonProperty("implant") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean implant,
        @JsonProperty("split") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OfficialSplit split)
        implements Checked {
    private static final Pattern FILE = Pattern.compile("(lesion|healthy)/\\d{1,9}\\.png");
    private static final Set<String> CLASSES = Set.of("Normal", "Benign", "Malign");
    private static final Set<String> FORMATS = Set.of("Film", "Digital");

    /** The patch's number, taken from its file name. */
    public int id() {
        return Integer.parseInt(fileName.substring(fileName.lastIndexOf('/') + 1, fileName.lastIndexOf('.')));
    }

    @Override
    public void check(Faults faults) {
        faults.require(FILE.matcher(fileName).matches(), "file_name", fileName, "such as lesion/17.png");
        faults.require(!patientId.isBlank(), "patient_id", patientId, "a name");
        faults.range("zoom_group", zoomGroup, 0, 3);
        faults.range("suspicious", suspicious, 0, 1);
        faults.require(CLASSES.contains(classification), "classification", classification, "Normal, Benign or Malign");
        faults.require(FORMATS.contains(format), "Format", format, "Film or Digital");
    }
}
