package dev.singan.classify.plan;

import dev.singan.base.UserException;
import dev.singan.dataset.patch.Patch;

/**
 * A set of zoom groups. Healthy patches, which have none, belong to every set.
 *
 * @param digits the groups, such as {@code 123}
 */
public record ZoomSet(String digits) {
    public ZoomSet {
        if (!digits.matches("1?2?3?") || digits.isEmpty()) {
            throw new UserException("'" + digits + "' is no set of zoom groups: write the groups as ascending digits"
                    + " of 1 to 3 in singan.zoom and singan.zooms, such as 123 or 3.");
        }
    }

    /** Whether the patch belongs here. */
    public boolean contains(Patch patch) {
        return contains(patch.zoomGroup());
    }

    /** Whether a patch of the zoom group belongs here; 0 stands for a healthy one. */
    public boolean contains(int zoomGroup) {
        return zoomGroup == 0 || digits.indexOf('0' + zoomGroup) >= 0;
    }
}
