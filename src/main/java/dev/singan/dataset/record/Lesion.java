package dev.singan.dataset.record;

import dev.singan.image.Box;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A lesion of a mammogram.
 *
 * @param id its name within the image
 * @param place where it is
 * @param facts what is known of it; null where no patch shall be cut, but healthy windows must keep away from it
 */
public record Lesion(String id, Place place, @Nullable Facts facts) {
    /** Where a lesion is. */
    public sealed interface Place permits MaskFile, Region {}

    /**
     * A mask of the image's size, not zero on the lesion.
     *
     * @param file the mask
     * @param name its path relative to the archive
     */
    public record MaskFile(Path file, String name) implements Place {}

    /**
     * A known box, which may reach beyond the image.
     *
     * @param box the box; its rows count from the image's bottom where {@code fromBottom}
     * @param fromBottom whether y is the distance of the box's lowest row from the image's lowest row
     */
    public record Region(Box box, boolean fromBottom) implements Place {
        /** The place of a lesion that could be anywhere: no window of its image is known to be healthy. */
        public static final Region UNKNOWN = new Region(new Box(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE), false);
    }
}
