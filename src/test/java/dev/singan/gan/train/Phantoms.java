package dev.singan.gan.train;

import dev.singan.image.GrayImage;

/** Drawn images to train on. */
final class Phantoms {
    private Phantoms() {}

    /** A bright mass with spicules on a mottled ground. */
    static GrayImage mass(int size) {
        byte[] pixels = new byte[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double dy = (y - 0.52 * size) / size;
                double dx = (x - 0.47 * size) / size;
                double r = Math.hypot(dx, dy);
                double angle = Math.atan2(dy, dx);
                double v = 70 + 90 * Math.exp(-Math.pow(r / 0.2, 2));
                v += 60 * Math.exp(-r / 0.22) * Math.pow(Math.cos(5.5 * angle + 6 * r), 6);
                v += 18 * Math.sin(31 * dx + 9 * dy) * Math.cos(23 * dy - 14 * dx)
                        + 12 * Math.sin(57 * dx * dy + 40 * dx);
                pixels[y * size + x] = (byte) Math.max(0, Math.min(255, Math.round(v)));
            }
        }
        return new GrayImage(size, size, pixels);
    }
}
