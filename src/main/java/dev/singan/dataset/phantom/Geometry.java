package dev.singan.dataset.phantom;

/**
 * The pixels of an image.
 *
 * @param width columns
 * @param height rows
 * @param pitch side of a pixel in mm
 */
record Geometry(int width, int height, double pitch) {
    /** BCDR's film mammograms have about 720 x 1168 pixels; at 0.2 mm that is 144 x 234 mm. */
    static final Geometry FILM = new Geometry(720, 1168, 0.2);

    /** BCDR's digital mammograms have up to 3328 x 4084 pixels of 0.07 mm; here the same 233 x 286 mm at 0.224 mm. */
    static final Geometry DIGITAL = new Geometry(1040, 1276, 0.224);
}
