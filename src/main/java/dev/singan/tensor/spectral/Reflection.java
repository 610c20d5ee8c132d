package dev.singan.tensor.spectral;

/**
 * Padding by reflection about the outermost pixels, which are not repeated, to a size that strides divide.
 *
 * @param size the image's extent, at least 1
 * @param padded the padded extent
 * @param before pixels in front of the image
 */
public record Reflection(int size, int padded, int before) {
    /**
     * The padding of Kymatio's scattering: to the next multiple of the coarsest stride that leaves at least half a stride on
     * each side.
     *
     * @param size the image's extent
     * @param stride the coarsest stride, 2^scales
     */
    public static Reflection of(int size, int stride) {
        int padded = ((size + stride) / stride + 1) * stride;
        return new Reflection(size, padded, (padded - size) / 2);
    }

    /** The pixel of the image, 0 to size - 1, that stands at a place of the padded one, 0 to padded - 1. */
    public int source(int place) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * (size - 1);
        int at = Math.floorMod(place - before, period);
        return at < size ? at : period - at;
    }

    /**
     * The first place, counted in strides, at or after a position of the image.
     *
     * @param position pixels from the image's first
     * @param stride distance of the places kept
     */
    public int firstPlace(int position, int stride) {
        return (before + position + stride - 1) / stride;
    }
}
