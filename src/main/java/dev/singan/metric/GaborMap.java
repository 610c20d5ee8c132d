package dev.singan.metric;

import dev.singan.image.GrayImage;
import dev.singan.tensor.spectral.GaborBank;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The map that SiFID falls back on where there are no weights of Inception: 64 fixed filters given by a formula, the even and
 * odd parts of Gabor filters at 4 scales and 8 angles ({@link GaborBank}), rectified. Its scores rank images of one kind; they
 * are not Inception's and must not be set beside them.
 */
public final class GaborMap implements FeatureExtractor {
    /** The name beside every score. */
    public static final String LAYER = "sifid/gabor64";

    private static final int SCALES = 4;
    private static final int ANGLES = 8;

    private record Size(int height, int width) {}

    private final Map<Size, GaborBank> banks = new ConcurrentHashMap<>();

    @Override
    public String layer() {
        return LAYER;
    }

    @Override
    public String weights() {
        return "none (fixed filters)";
    }

    @Override
    public int channels() {
        return 2 * SCALES * ANGLES;
    }

    @Override
    public float[] of(GrayImage image) {
        GaborBank bank = banks.computeIfAbsent(
                new Size(image.height(), image.width()), s -> new GaborBank(s.height, s.width, SCALES, ANGLES));
        float[] values = new float[image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.pixels()[i] & 0xff) / 255f * 2f - 1f;
        }
        float[] map = bank.apply(values);
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(0, map[i]);
        }
        return map;
    }
}
