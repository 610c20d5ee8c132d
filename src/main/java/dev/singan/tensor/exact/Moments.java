package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Sums;
import dev.singan.tensor.exact.team.Room;
import dev.singan.tensor.exact.team.Room.Use;
import dev.singan.tensor.exact.team.RowSums;
import java.util.Arrays;

/**
 * Mean and variance by channel over a map's positions, found in one pass: each tile's about its own mean, brought together as Chan, Golub and
 * LeVeque (1983) do, first along a row of tiles, then over the rows. So squares never cancel.
 */
final class Moments implements RowSums {
    private final Kernels kernels;
    private final FeatureMap map;
    private final int n;
    private final int across;
    private final float[] rowSums;
    private final float[] rowSquares;

    Moments(Kernels kernels, FeatureMap map) {
        this.kernels = kernels;
        this.map = map;
        n = map.channels();
        across = Winograd.tiles(map.width());
        int down = Winograd.tiles(map.height());
        rowSums = new float[down * n];
        rowSquares = new float[down * n];
    }

    private static int extent(int tile, int size) {
        return Math.min(Sums.TILE, size - tile * Sums.TILE);
    }

    @Override
    public void row(int tileRow, Room room) {
        int length = across * n;
        float[] means = room.of(Use.TILES, length);
        float[] squares = room.of(Use.TILES_2, length);
        Arrays.fill(means, Room.START, Room.START + length, 0f);
        Arrays.fill(squares, Room.START, Room.START + length, 0f);
        int rows = extent(tileRow, map.height());
        int first = tileRow * Sums.TILE;
        for (int y = first; y < first + rows; y++) {
            kernels.sums().values(map.data(), map.row(y), map.width(), n, means, Room.START);
        }
        int at = tileRow * n;
        Arrays.fill(rowSums, at, at + n, 0f);
        kernels.passes().addRows(means, Room.START, n, across, rowSums, at, n);
        for (int t = 0; t < across; t++) {
            divide(means, Room.START + t * n, rows * extent(t, map.width()));
        }
        for (int y = first; y < first + rows; y++) {
            kernels.sums().squares(map.data(), map.row(y), map.width(), n, means, squares, Room.START);
        }
        gather(means, squares, rows, at);
    }

    private void divide(float[] values, int from, int by) {
        for (int c = from; c < from + n; c++) {
            values[c] /= by;
        }
    }

    /** The squares of a row of tiles about its mean. */
    private void gather(float[] means, float[] squares, int rows, int at) {
        int positions = rows * map.width();
        float[] mean = new float[n];
        for (int c = 0; c < n; c++) {
            mean[c] = rowSums[at + c] / positions;
        }
        Arrays.fill(rowSquares, at, at + n, 0f);
        for (int t = 0; t < across; t++) {
            float weight = rows * extent(t, map.width());
            int tile = Room.START + t * n;
            for (int c = 0; c < n; c++) {
                float d = means[tile + c] - mean[c];
                rowSquares[at + c] = Math.fma(weight * d, d, rowSquares[at + c] + squares[tile + c]);
            }
        }
    }

    /** Brings the rows of tiles together, once all are there. */
    void finish(float[] gamma, float[] beta, BatchStatistics to) {
        float[] sums = new float[n];
        float[] squares = new float[n];
        int down = rowSums.length / n;
        for (int c = 0; c < n; c++) {
            for (int r = 0; r < down; r++) {
                sums[c] += rowSums[r * n + c];
            }
            float mean = sums[c] / map.positions();
            for (int r = 0; r < down; r++) {
                int positions = extent(r, map.height()) * map.width();
                float d = rowSums[r * n + c] / positions - mean;
                squares[c] += rowSquares[r * n + c];
                squares[c] = Math.fma(positions * d, d, squares[c]);
            }
        }
        to.set(sums, squares, map.positions(), gamma, beta);
    }
}
