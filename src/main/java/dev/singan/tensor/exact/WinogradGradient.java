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

/**
 * The gradient of a convolution's weights by F(4x4, 3x3). For each pair of channels and each of the 36 elements it is a sum over all tiles of
 * all images: a chain within each chunk of tile rows, and the chunks' sums added in their order.
 */
final class WinogradGradient {
    /** Tiles in a chunk, at least a row of them. Part of the arithmetic. */
    private static final int CHUNK = 128;

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
        int length = WinogradWeights.ELEMENTS * n * k;
        team.run(chunks * inputs.size(), this::chunk, (number, room) -> kernels.passes()
                .add(room.of(Use.CHUNK, length), Room.START, sum, 0, length));
    }

    private void chunk(int number, Room room) {
        float[] chunk = room.of(Use.CHUNK, WinogradWeights.ELEMENTS * n * k);
        Arrays.fill(chunk, Room.START, Room.START + WinogradWeights.ELEMENTS * n * k, 0f);
        int first = number % chunks * rowsPerChunk;
        Run run = new Run(number / chunks, room, chunk);
        for (int ty = first; ty < Math.min(tileRows, first + rowsPerChunk); ty++) {
            run.row(ty);
        }
        run.accumulate();
    }

    /** The rows of one chunk. */
    private final class Run {
        private final float[] chunk;
        private final Strip input;
        private final Strip gradient;
        private final float[] half;
        private final float[] transformedInputs;
        private final float[] transformedGradients;
        /** Tiles held before they are multiplied: as many as can be, as each time the chunk is read and written. */
        private final int batch = Math.min(CHUNK, across * rowsPerChunk);

        private final int step = Winograd.step(Math.max(n, k));
        private int held;

        Run(int image, Room room, float[] chunk) {
            this.chunk = chunk;
            Rows x = inputs.get(image);
            Rows dy = gradients.get(image);
            int wide = across * OUT + 2;
            input = new Strip(x, 0, IN, wide, room.of(Use.STRIP, Strip.length(x, IN, wide)));
            int narrow = across * OUT;
            gradient = new Strip(dy, 0, OUT, narrow, room.of(Use.GRADIENT_STRIP, Strip.length(dy, OUT, narrow)));
            half = room.of(Use.HALF, IN * Math.max((step * OUT + 2) * n, step * OUT * k));
            transformedInputs = room.of(Use.INPUTS, WinogradWeights.ELEMENTS * batch * n);
            transformedGradients = room.of(Use.PRODUCTS, WinogradWeights.ELEMENTS * batch * k);
        }

        void row(int ty) {
            input.moveTo(ty);
            gradient.moveTo(ty);
            int tiles;
            for (int tx = 0; tx < across; tx += tiles) {
                tiles = Math.min(Math.min(step, across - tx), batch - held);
                transformInputs(tx, tiles);
                transformGradients(tx, tiles);
                held += tiles;
                if (held == batch) {
                    accumulate();
                }
            }
        }

        private void transformInputs(int tx, int tiles) {
            Transforms t = kernels.transforms();
            int columns = (tiles * OUT + 2) * n;
            t.input(input.data(), Room.START + tx * OUT * n, input.line(), 0, half, Room.START, columns, 0, 1, columns);
            for (int i = 0; i < IN; i++) {
                int to = Room.START + (i * IN * batch + held) * n;
                t.input(half, Room.START + i * columns, n, OUT * n, transformedInputs, to, batch * n, n, tiles, n);
            }
        }

        private void transformGradients(int tx, int tiles) {
            Transforms t = kernels.transforms();
            int columns = tiles * OUT * k;
            t.adjoint(
                    gradient.data(),
                    Room.START + tx * OUT * k,
                    gradient.line(),
                    0,
                    half,
                    Room.START,
                    columns,
                    0,
                    1,
                    columns);
            for (int i = 0; i < IN; i++) {
                int to = Room.START + (i * IN * batch + held) * k;
                t.adjoint(half, Room.START + i * columns, k, OUT * k, transformedGradients, to, batch * k, k, tiles, k);
            }
        }

        /** Continues the chunk's chains by the tiles held. */
        void accumulate() {
            Products p = kernels.products();
            for (int e = 0; e < WinogradWeights.ELEMENTS; e++) {
                p.accumulate(
                        transformedInputs,
                        Room.START + e * batch * n,
                        n,
                        transformedGradients,
                        Room.START + e * batch * k,
                        k,
                        held,
                        chunk,
                        Room.START + e * n * k,
                        k);
            }
            held = 0;
        }
    }
}
