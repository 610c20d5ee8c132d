package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.base.UserException;

/** A data set of mammograms on disk. It is read only. */
public interface Archive {
    /**
     * Reads the tables and lists the images, in the order in which patches are numbered; no pixel is read.
     *
     * @throws UserException where the archive as a whole cannot be used: a folder, table or column is missing
     */
    Catalogue catalogue(Progress progress);
}
