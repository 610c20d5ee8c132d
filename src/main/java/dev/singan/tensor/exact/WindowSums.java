package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Room;
import java.util.Arrays;

/**
 * For each tap of the critic's last convolution the sum of the activations that it meets: the gradient of its map's sum at its weights. Its
 * output is only ever averaged, so that neither it nor its gradients need a convolution.
 */
final class WindowSums {
    private static final int SIDE = 3;

    private final Kernels kernels;
    private final int n;
    private final float[] line;
    private final float[] row;

    /** {@code [tap][channel]}. */
    final float[] sums;

    WindowSums(Kernels kernels, int width, int channels) {
        this.kernels = kernels;
        n = channels;
        line = new float[Room.START + width * channels];
        row = new float[SIDE * channels];
        sums = new float[SIDE * SIDE * channels];
    }

    /** Takes them of a map of activations. */
    void of(Rows activations) {
        Arrays.fill(sums, 0f);
        for (int y = 0; y < activations.height(); y++) {
            activations.read(y, line, Room.START);
            sumRow(activations.width() - 2);
            for (int ky = Math.max(0, y - activations.height() + SIDE); ky < Math.min(SIDE, y + 1); ky++) {
                kernels.passes().add(row, 0, sums, ky * SIDE * n, SIDE * n);
            }
        }
    }

    private void sumRow(int positions) {
        Arrays.fill(row, 0f);
        // Three neighbouring positions, one for each column of taps.
        kernels.passes().addRows(line, Room.START, n, positions, row, 0, SIDE * n);
    }

    /** The mean over the map of a convolution with weights {@code [tap][channel]}, without its bias. */
    double mean(float[] weights, int from, int positions) {
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += (double) weights[from + i] * sums[i];
        }
        return sum / positions;
    }
}
