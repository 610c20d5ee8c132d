package dev.singan.image.dicom.data;

import org.apache.commons.imaging.ImagingException;

/** Thrown where the bytes end within an attribute: where only a file's beginning was read, more of it may help. */
public final class DataSetEnds extends ImagingException {
    private static final long serialVersionUID = 1L;

    DataSetEnds(String what) {
        super(what);
    }
}
