package dev.singan.image.codec;

import org.apache.commons.imaging.ImagingException;

/** Thrown for an intact image of a kind that is not read, as its values have no stated meaning here; it says which kind. */
public final class UnsupportedImage extends ImagingException {
    private static final long serialVersionUID = 1L;

    public UnsupportedImage(String what) {
        super(what);
    }
}
