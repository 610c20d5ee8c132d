package dev.singan.tensor.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Fft2dTest {
    /** The definition of the transform, summed in double. */
    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "12, 8", "6, 30", "7, 18", "16, 21", "32, 24"})
    void theSpectrumIsTheOneOfTheDefinition(int height, int width) {
        float[][] image = random(height, width);
        float[] re = image[0].clone();
        float[] im = image[1].clone();
        new Fft2d(height, width).forward(re, im);
        for (int u = 0; u < height; u++) {
            for (int v = 0; v < width; v++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        double angle = -2 * Math.PI * ((double) u * y / height + (double) v * x / width);
                        float a = image[0][y * width + x];
                        float b = image[1][y * width + x];
                        sumRe += a * Math.cos(angle) - b * Math.sin(angle);
                        sumIm += a * Math.sin(angle) + b * Math.cos(angle);
                    }
                }
                assertThat((double) re[v * height + u]).isCloseTo(sumRe, within(3e-5));
                assertThat((double) im[v * height + u]).isCloseTo(sumIm, within(3e-5));
            }
        }
    }

    @Test
    void theInverseUndoesTheTransformUpToTheNumberOfPixels() {
        float[][] image = random(96, 50);
        float[] re = image[0].clone();
        float[] im = image[1].clone();
        Fft2d fft = new Fft2d(96, 50);
        fft.forward(re, im);
        fft.inverse(re, im);
        for (int i = 0; i < re.length; i++) {
            assertThat(re[i] / re.length).isCloseTo(image[0][i], within(1e-6f));
            assertThat(im[i] / im.length).isCloseTo(image[1][i], within(1e-6f));
        }
    }

    private static float[][] random(int height, int width) {
        Random random = new Random(5);
        float[][] image = new float[2][height * width];
        for (float[] plane : image) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextFloat() - 0.5f;
            }
        }
        return image;
    }
}
