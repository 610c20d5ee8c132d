package dev.singan.dataset.phantom;

import dev.singan.image.GrayImage;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What is written on a mammogram beside the breast: the lead letters of side and view near the armpit, and on film the
 * patient's identification (ACR Mammography Quality Control Manual, 1999: labels stand at the axillary side).
 */
final class Labels {
    private static final int GLYPH_WIDTH = 5;
    private static final int GLYPH_HEIGHT = 7;
    private static final String ALPHABET = "RLCMO0123456789";
    /** Five columns of seven bits for each glyph, the top row in the lowest bit. */
    private static final int[][] GLYPHS = {
        {0x7f, 0x09, 0x19, 0x29, 0x46},
        {0x7f, 0x40, 0x40, 0x40, 0x40},
        {0x3e, 0x41, 0x41, 0x41, 0x22},
        {0x7f, 0x02, 0x0c, 0x02, 0x7f},
        {0x3e, 0x41, 0x41, 0x41, 0x3e},
        {0x3e, 0x51, 0x49, 0x45, 0x3e},
        {0x00, 0x42, 0x7f, 0x40, 0x00},
        {0x42, 0x61, 0x51, 0x49, 0x46},
        {0x21, 0x41, 0x45, 0x4b, 0x31},
        {0x18, 0x14, 0x12, 0x7f, 0x10},
        {0x27, 0x45, 0x45, 0x45, 0x39},
        {0x3c, 0x4a, 0x49, 0x49, 0x30},
        {0x01, 0x71, 0x09, 0x05, 0x03},
        {0x36, 0x49, 0x49, 0x49, 0x36},
        {0x06, 0x49, 0x49, 0x29, 0x1e}
    };

    private Labels() {}

    /**
     * A labelled copy of an image whose chest wall is on the left, to be called after mirroring of a right breast so that
     * the letters can be read.
     *
     * @param image the image
     * @param view whose letters are written
     * @param film whether the identification is on it too
     * @param identification digits
     */
    static GrayImage write(
            GrayImage image, View view, boolean film, String identification, UniformRandomProvider random) {
        byte[] pixels = image.pixels().clone();
        GrayImage result = new GrayImage(image.width(), image.height(), pixels);
        String letters = view.oblique() ? view.code().charAt(0) + "MLO" : view.code();
        int scale = film ? 4 : 5;
        int textWidth = letters.length() * (GLYPH_WIDTH + 1) * scale;
        int margin = 14 + random.nextInt(16);
        int x = view.right() ? margin : image.width() - textWidth - margin;
        int y = 30 + random.nextInt(30);
        text(result, letters, x, y, scale, film ? 225 + random.nextInt(20) : 255);
        if (film) {
            int width = identification.length() * (GLYPH_WIDTH + 1) * 2 + 12;
            int plateX = view.right() ? margin : image.width() - width - margin;
            int plateY = image.height() - 70 - random.nextInt(20);
            plate(result, plateX, plateY, width, 34, 200 + random.nextInt(30));
            text(result, identification, plateX + 6, plateY + 10, 2, 40);
        }
        return result;
    }

    private static void plate(GrayImage image, int left, int top, int width, int height, int grey) {
        for (int y = top; y < Math.min(image.height(), top + height); y++) {
            for (int x = Math.max(0, left); x < Math.min(image.width(), left + width); x++) {
                image.pixels()[y * image.width() + x] = (byte) grey;
            }
        }
    }

    private static void text(GrayImage image, String text, int left, int top, int scale, int grey) {
        for (int c = 0; c < text.length(); c++) {
            int[] glyph = GLYPHS[ALPHABET.indexOf(text.charAt(c))];
            for (int i = 0; i < GLYPH_WIDTH * scale; i++) {
                for (int j = 0; j < GLYPH_HEIGHT * scale; j++) {
                    int x = left + c * (GLYPH_WIDTH + 1) * scale + i;
                    int y = top + j;
                    boolean ink = (glyph[i / scale] >> (j / scale) & 1) == 1;
                    if (ink && x >= 0 && x < image.width() && y >= 0 && y < image.height()) {
                        image.pixels()[y * image.width() + x] = (byte) grey;
                    }
                }
            }
        }
    }
}
