package dev.singan.dataset.phantom;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone in a set of the archive.
 *
 * @param set such as {@code F01}
 * @param number {@code patient_id}; counted over the film sets, and over the digital ones
 * @param study {@code study_id}
 * @param age in years, or null where it is not on record
 * @param densityOnRecord whether the breast density is
 * @param views the images
 */
record Patient(
        String set, int number, int study, @Nullable Integer age, boolean densityOnRecord, List<ViewPlan> views) {
    Patient {
        views = List.copyOf(views);
    }
}
