package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Products;
import dev.singan.tensor.exact.kernel.Sums;
import dev.singan.tensor.exact.kernel.Transforms;
import dev.singan.tensor.exact.team.Room;
import dev.singan.tensor.exact.team.Room.Use;
import dev.singan.tensor.exact.team.RowSums;
import dev.singan.tensor.exact.team.Team;

/**
 * A 3x3 convolution from hidden maps to hidden maps by F(4x4, 3x3): tiles of 4x4 outputs from 6x6 inputs. A tile that reaches over the
 * map's end reads zeros there, and what it would write there is dropped.
 */
final class Winograd {
    /** Tiles worked on at once, so that what they need stays in the second cache. Not part of the arithmetic. */
    private static final int BLOCK = 16;

    private static final int STEP = 128;

    private static final int IN = 6;
    private static final int OUT = Sums.TILE;

    private Winograd() {}

    /**
     * Computes a convolution without padding, or the gradient at its input.
     *
     * @param source what is read
     * @param margin zeros around it: 0, or 2 for the gradient at the input
     * @param u packed weights, from as many channels as the source has to as many as the result has
     * @param to takes the result, of the source's size with its margin, less 2
     * @param sums is told of finished rows of tiles
     */
    static void run(Kernels kernels, Team team, Rows source, int margin, float[] u, FeatureMap to, RowSums sums) {
        int tileRows = tiles(to.height());
        int parts = Math.min(team.threads(), tileRows);
        team.run(parts, (part, room) -> {
            Run run = new Run(kernels, source, margin, u, to, room);
            int end = tileRows * (part + 1) / parts;
            for (int ty = tileRows * part / parts; ty < end; ty += run.together) {
                int count = Math.min(run.together, end - ty);
                run.rows(ty, count);
                for (int i = 0; i < count; i++) {
                    sums.row(ty + i, room);
                }
            }
        });
    }

    /** Tiles along an extent. */
    static int tiles(int extent) {
        return (extent + OUT - 1) / OUT;
    }

    /** Tiles transformed at once, so that what lies between the two transforms stays in the first cache. */
    static int step(int channels) {
        return Math.max(2, STEP / channels);
    }

    /** One thread's part. */
    private static final class Run {
        private final Kernels kernels;
        private final float[] u;
        private final FeatureMap to;
        private final int n;
        private final int k;
        private final int all;
        private final int blocks;
        private final int step;

        /** Rows of tiles worked on at once. */
        final int together;

        /** Values from an element to the next, inputs and products. */
        private final int inputElement;

        private final int productElement;
        private final Strip strip;
        private final float[] half;
        private final float[] inputs;
        private final float[] products;
        private final float[] edge;

        Run(Kernels kernels, Rows source, int margin, float[] u, FeatureMap to, Room room) {
            this.kernels = kernels;
            this.u = u;
            this.to = to;
            n = source.channels();
            k = to.channels();
            all = tiles(to.width());
            blocks = (all + BLOCK - 1) / BLOCK;
            step = step(Math.max(n, k));
            int columns = all * OUT + 2;
            strip = new Strip(source, margin, IN, columns, room.of(Use.STRIP, Strip.length(source, IN, columns)));
            together = Math.max(1, BLOCK / all);
            int most = Math.max(Products.LEAST_ROWS, together * ((all + blocks - 1) / blocks));
            inputElement = most * n;
            productElement = most * k;
            half = room.of(Use.HALF, Math.max(IN * (step * OUT + 2) * n, OUT * IN * step * k));
            inputs = room.of(Use.INPUTS, WinogradWeights.ELEMENTS * inputElement);
            products = room.of(Use.PRODUCTS, WinogradWeights.ELEMENTS * productElement);
            edge = room.of(Use.EDGE, step * OUT * k);
        }

        void rows(int ty, int rows) {
            for (int b = 0; b < blocks; b++) {
                int tx = all * b / blocks;
                int count = all * (b + 1) / blocks - tx;
                for (int i = 0; i < rows; i++) {
                    if (b == 0) {
                        strip.moveTo(ty + i);
                    }
                    transformInputs(tx, count, i * count);
                }
                multiply(rows * count);
                for (int i = 0; i < rows; i++) {
                    transformOutputs(ty + i, tx, count, i * count);
                }
            }
        }

        private void transformInputs(int tx, int count, int at) {
            Transforms t = kernels.transforms();
            for (int from = 0; from < count; from += step) {
                int tiles = Math.min(step, count - from);
                int columns = (tiles * OUT + 2) * n;
                int source = Room.START + (tx + from) * OUT * n;
                t.input(strip.data(), source, strip.line(), 0, half, Room.START, columns, 0, 1, columns);
                for (int i = 0; i < IN; i++) {
                    int to = Room.START + i * IN * inputElement + (at + from) * n;
                    t.input(half, Room.START + i * columns, n, OUT * n, inputs, to, inputElement, n, tiles, n);
                }
            }
        }

        private void multiply(int count) {
            Products p = kernels.products();
            for (int e = 0; e < WinogradWeights.ELEMENTS; e++) {
                p.multiply(
                        inputs,
                        Room.START + e * inputElement,
                        count,
                        n,
                        u,
                        Room.START + e * n * k,
                        k,
                        products,
                        Room.START + e * productElement);
            }
        }

        private void transformOutputs(int ty, int tx, int count, int at) {
            Transforms t = kernels.transforms();
            for (int from = 0; from < count; from += step) {
                int tiles = Math.min(step, count - from);
                int values = tiles * k;
                for (int j = 0; j < IN; j++) {
                    int source = Room.START + j * productElement + (at + from) * k;
                    t.output(
                            products,
                            source,
                            IN * productElement,
                            0,
                            half,
                            Room.START + j * values,
                            IN * values,
                            0,
                            1,
                            values);
                }
                write(ty, tx + from, tiles);
            }
        }

        /** The last transform, into the rows of the result. */
        private void write(int ty, int tx, int tiles) {
            int rows = Math.min(OUT, to.height() - ty * OUT);
            int columns = Math.min(tiles * OUT, to.width() - tx * OUT);
            boolean whole = columns == tiles * OUT;
            int values = tiles * k;
            for (int i = 0; i < rows; i++) {
                int at = to.row(ty * OUT + i) + tx * OUT * k;
                float[] d = whole ? to.data() : edge;
                kernels.transforms()
                        .output(
                                half,
                                Room.START + i * IN * values,
                                values,
                                k,
                                d,
                                whole ? at : Room.START,
                                k,
                                OUT * k,
                                tiles,
                                k);
                if (!whole) {
                    System.arraycopy(edge, Room.START, to.data(), at, columns * k);
                }
            }
        }
    }
}
