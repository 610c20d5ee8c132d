package dev.singan.dataset.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.singan.image.dicom.DicomHeader;
import org.jspecify.annotations.Nullable;

/**
 * What an archive's table says, before any rule of a protocol is applied.
 *
 * @param classification {@code Normal}, {@code Benign} or {@code Malign}
 * @param view 1 right cranio-caudal, 2 left cranio-caudal, 3 right oblique, 4 left oblique
 * @param viewAsStored the view's number in the archive's own numbering
 * @param age years
 * @param density breast density, 1 to 4
 * @param calcification 1 where the lesion shows calcifications
 * @param nodule 1 where the lesion is a mass
 * @param manufacturer who made the device, as a DICOM file says
 * @param implant whether the breast has an implant, as a DICOM file says
 */
public record Facts(
        String classification,
        @Nullable Integer view,
        @Nullable Integer viewAsStored,
        @Nullable Double age,
        @Nullable Double density,
        @Nullable Integer calcification,
        @Nullable Integer nodule,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String manufacturer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean implant) {
    /** What a table says where there is no DICOM file. */
    public static Facts ofTable(
            String classification,
            @Nullable Integer view,
            @Nullable Integer viewAsStored,
            @Nullable Double age,
            @Nullable Double density,
            @Nullable Integer calcification,
            @Nullable Integer nodule) {
        return new Facts(classification, view, viewAsStored, age, density, calcification, nodule, null, null);
    }

    /** The same examination seen as healthy tissue. */
    public Facts healthy() {
        return new Facts("Normal", view, viewAsStored, age, density, 0, 0, manufacturer, implant);
    }

    /** The same, and where it is silent what the image's own header says. */
    public Facts with(DicomHeader header) {
        return new Facts(
                classification,
                view == null ? header.view() : view,
                viewAsStored == null ? header.view() : viewAsStored,
                age == null ? header.age() : age,
                density,
                calcification,
                nodule,
                header.manufacturer(),
                header.implant());
    }
}
