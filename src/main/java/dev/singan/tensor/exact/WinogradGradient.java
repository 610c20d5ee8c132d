package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Products;
import dev.singan.tensor.exact.kernel.Sums;
import dev.singan.tensor.exact.kernel.Transforms;
import dev.singan.tensor.exact.team.Room;
import dev.singan.tensor.exact.team.Room.Use;
import dev.singan.tensor.exact.team.Team;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gradient of a convolution's weights by F(4x4, 3x3). For each pair of channels and each of the 36 elements it is a sum over all tiles of
 * all images: a chain within each chunk of tile rows, and the chunks' sums added in their order.
 */
final class WinogradGradient {
    /** Tiles in a chunk, at least a row of them. Part of the arithmetic. */
    private static final int CHUNK = 128;

    /** Tiles worked on at once. Not part of the arithmetic. */
    private static final int BLOCK = 16;

    private static final int IN = 6;
    private static final int OUT = Sums.TILE;

    private final Kernels kernels;
    private final Team team;
    private final List<? extends Rows> inputs;
    private final List<? extends Rows> gradients;
    private final int n;
    private final int k;
    private final int across;
    private final int tileRows;
    private final int rowsPerChunk;
    private final int chunks;
    private final float[] sum;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param inputs what the convolution read, image by image
     * @param gradients the gradients at what it wrote, image by image
     * @param sum takes the gradient of the transformed weights, element by element inputs x outputs
     */
    WinogradGradient(
            Kernels kernels, Team team, List<? extends Rows> inputs, List<? extends Rows> gradients, float[] sum) {
        this.kernels = kernels;
        this.team = team;
        this.inputs = inputs;
        this.gradients = gradients;
        this.sum = sum;
        n = inputs.get(0).channels();
        k = gradients.get(0).channels();
        across = Winograd.tiles(gradients.get(0).width());
        tileRows = Winograd.tiles(gradients.get(0).height());
        rowsPerChunk = Math.max(1, CHUNK / across);
        chunks = (tileRows + rowsPerChunk - 1) / rowsPerChunk;
    }

    /** Computes it. */
    void run() {
        Arrays.fill(sum, 0, WinogradWeights.ELEMENTS * n * k, 0f);
        turn.set(0);
        team.run(chunks * inputs.size(), this::chunk);
    }

    private void chunk(int number, Room room) {
        float[] chunk = room.of(Use.CHUNK, WinogradWeights.ELEMENTS * n * k);
        Arrays.fill(chunk, 0, WinogradWeights.ELEMENTS * n * k, 0f);
        int first = number % chunks * rowsPerChunk;
        Run run = new Run(number / chunks, room, chunk);
        for (int ty = first; ty < Math.min(tileRows, first + rowsPerChunk); ty++) {
            run.row(ty);
        }
        // Threads take the chunks in ascending order, so that the one whose turn it is never waits.
        while (turn.get() != number) {
            Thread.onSpinWait();
        }
        kernels.passes().add(chunk, 0, sum, 0, WinogradWeights.ELEMENTS * n * k);
        turn.set(number + 1);
    }

    /** The rows of one chunk. */
    private final class Run {
        private final float[] chunk;
        private final Strip input;
        private final Strip gradient;
        private final float[] half;
        private final float[] transformedInputs;
        private final float[] transformedGradients;
        private final int blocks = (across + BLOCK - 1) / BLOCK;
        private final int step = Winograd.step(Math.max(n, k));

        Run(int image, Room room, float[] chunk) {
            this.chunk = chunk;
            Rows x = inputs.get(image);
            Rows dy = gradients.get(image);
            int most = (across + blocks - 1) / blocks;
            int wide = across * OUT + 2;
            input = new Strip(x, 0, IN, wide, room.of(Use.STRIP, Strip.length(x, IN, wide)));
            int narrow = across * OUT;
            gradient = new Strip(dy, 0, OUT, narrow, room.of(Use.GRADIENT_STRIP, Strip.length(dy, OUT, narrow)));
            half = room.of(Use.HALF, IN * Math.max((most * OUT + 2) * n, most * OUT * k));
            transformedInputs = room.of(Use.INPUTS, WinogradWeights.ELEMENTS * most * n);
            transformedGradients = room.of(Use.PRODUCTS, WinogradWeights.ELEMENTS * most * k);
        }

        void row(int ty) {
            input.moveTo(ty);
            gradient.moveTo(ty);
            for (int b = 0; b < blocks; b++) {
                int tx = across * b / blocks;
                int count = across * (b + 1) / blocks - tx;
                transformInputs(tx, count);
                transformGradients(tx, count);
                accumulate(count);
            }
        }

        private void transformInputs(int tx, int count) {
            int element = count * n;
            Transforms t = kernels.transforms();
            for (int from = 0; from < count; from += step) {
                int tiles = Math.min(step, count - from);
                int columns = (tiles * OUT + 2) * n;
                int source = (tx + from) * OUT * n;
                t.input(input.data(), source, input.line(), 0, half, 0, columns, 0, 1, columns);
                for (int i = 0; i < IN; i++) {
                    int to = i * IN * element + from * n;
                    t.input(half, i * columns, n, OUT * n, transformedInputs, to, element, n, tiles, n);
                }
            }
        }

        private void transformGradients(int tx, int count) {
            int element = count * k;
            Transforms t = kernels.transforms();
            for (int from = 0; from < count; from += step) {
                int tiles = Math.min(step, count - from);
                int columns = tiles * OUT * k;
                int source = (tx + from) * OUT * k;
                t.adjoint(gradient.data(), source, gradient.line(), 0, half, 0, columns, 0, 1, columns);
                for (int i = 0; i < IN; i++) {
                    int to = i * IN * element + from * k;
                    t.adjoint(half, i * columns, k, OUT * k, transformedGradients, to, element, k, tiles, k);
                }
            }
        }

        private void accumulate(int count) {
            Products p = kernels.products();
            for (int e = 0; e < WinogradWeights.ELEMENTS; e++) {
                p.accumulate(
                        transformedInputs,
                        e * count * n,
                        n,
                        transformedGradients,
                        e * count * k,
                        k,
                        count,
                        chunk,
                        e * n * k);
            }
        }
    }
}
