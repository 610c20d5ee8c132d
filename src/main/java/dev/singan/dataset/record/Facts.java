package dev.singan.dataset.record;

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
 */
public record Facts(
        String classification,
        @Nullable Integer view,
        @Nullable Integer viewAsStored,
        @Nullable Double age,
        @Nullable Double density,
        @Nullable Integer calcification,
        @Nullable Integer nodule) {

    /** The same examination seen as healthy tissue. */
    public Facts healthy() {
        return new Facts("Normal", view, viewAsStored, age, density, 0, 0);
    }
}
