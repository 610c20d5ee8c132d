package dev.singan.dataset.archive;

import dev.singan.dataset.record.Skipped;
import dev.singan.dataset.record.SourceImage;
import java.util.List;

/**
 * What an archive holds.
 *
 * @param images the images to cut, in the order in which patches are numbered
 * @param skipped rows and files that cannot be used
 * @param notes what else the reader of the report should know
 */
public record Catalogue(List<SourceImage> images, List<Skipped> skipped, List<String> notes) {
    public Catalogue {
        images = List.copyOf(images);
        skipped = List.copyOf(skipped);
        notes = List.copyOf(notes);
    }
}
