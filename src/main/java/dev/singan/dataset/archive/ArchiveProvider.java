package dev.singan.dataset.archive;

import java.nio.file.Path;

/**
 * What a kind of archive gives: how it is read, and what is said of it. There is one for each kind, beside the archive's reader; the list of
 * them, {@link ArchiveKind}, is the only other place in the code that a new kind joins.
 */
public interface ArchiveProvider {
    /**
     * The reader of an archive of this kind, which looks at nothing before it is asked for the {@link Archive#catalogue}.
     *
     * @param directory the archive's folder, {@code singan.archive.directory}
     */
    Archive open(Path directory);

    /** What the data set is, as it goes on after <em>cut from</em>: {@code mini-MIAS}, {@code a phantom, …}. */
    String title();

    /** What the folder must hold, as it goes on after <em>set singan.archive.directory to</em>: {@code the folder of Info.txt and …}. */
    String layout();

    /**
     * What may be done with samples and models that derive from the images, as it goes on after <em>These samples</em>, in lines of the
     * licence note in a packed data set: {@code derive from …, which …}.
     */
    String terms();

    /** Whether the images are of people. */
    default boolean isReal() {
        return true;
    }

    /** The most healthy windows of one image where the user gives none; 0 for all. */
    default int healthyPerImage() {
        return 0;
    }

    /** How many megabytes of heap its largest image takes while it is cut, the image and a mask of its size included. */
    default int megabytesPerImage() {
        return 64;
    }
}
