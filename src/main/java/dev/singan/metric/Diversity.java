package dev.singan.metric;

import dev.singan.image.GrayImage;
import java.util.List;

/** How much samples differ (Shaham, Dekel, Michaeli, SinGAN, ICCV 2019, section 4.1). */
public final class Diversity {
    private Diversity() {}

    /**
     * The mean over pixels of a pixel's standard deviation over the samples, divided by the standard deviation of the source's
     * pixels (both with n). 0 where the source is flat.
     *
     * @param source the training image
     * @param samples images of its size, at least one
     */
    public static double of(GrayImage source, List<GrayImage> samples) {
        int pixels = source.pixels().length;
        double sum = 0;
        int[] values = new int[samples.size()];
        for (int p = 0; p < pixels; p++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = samples.get(i).pixels()[p] & 0xff;
            }
            sum += deviation(values);
        }
        int[] own = new int[pixels];
        for (int p = 0; p < pixels; p++) {
            own[p] = source.pixels()[p] & 0xff;
        }
        double deviation = deviation(own);
        return deviation == 0 ? 0 : sum / pixels / deviation;
    }

    private static double deviation(int[] values) {
        long sum = 0;
        long squares = 0;
        for (int value : values) {
            sum += value;
            squares += (long) value * value;
        }
        double mean = (double) sum / values.length;
        return Math.sqrt(Math.max(0, (double) squares / values.length - mean * mean));
    }
}
