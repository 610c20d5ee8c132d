package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Products;
import dev.singan.tensor.exact.kernel.Sums;
import dev.singan.tensor.exact.team.Room;
import dev.singan.tensor.exact.team.Room.Use;
import dev.singan.tensor.exact.team.RowSums;
import dev.singan.tensor.exact.team.Team;
import java.util.Arrays;
import java.util.List;

/** 3x3 convolutions between an image of few channels and hidden maps, directly. */
final class ImageConvolution {
    static final int TAPS = 9;
    private static final int SIDE = 3;

    private ImageConvolution() {}

    /** Rows of a map that are computed by one thread between two reports of finished tile rows. */
    private static final int TILE = Sums.TILE;

    /** Rows whose part of the weights' gradient one thread computes at a time. Not part of the arithmetic. */
    private static final int BAND = 16;

    /**
     * From an image to hidden maps.
     *
     * @param image few channels
     * @param margin zeros around it
     * @param weights {@code [ky][kx][image channel][hidden channel]}, packed as a matrix of 9 x image channels rows
     */
    static void fewToMany(
            Kernels kernels, Team team, FeatureMap image, int margin, float[] weights, FeatureMap to, RowSums sums) {
        int length = TAPS * image.channels();
        int rowsOfTiles = Winograd.tiles(to.height());
        int parts = Math.min(team.threads(), rowsOfTiles);
        team.run(parts, (part, room) -> {
            float[] windows = room.of(Use.INPUTS, Math.max(Products.LEAST_ROWS, to.width()) * length);
            float[] out = room.of(Use.EDGE, Products.LEAST_ROWS * to.channels());
            for (int ty = rowsOfTiles * part / parts; ty < rowsOfTiles * (part + 1) / parts; ty++) {
                for (int y = ty * TILE; y < Math.min(to.height(), ty * TILE + TILE); y++) {
                    windows(image, margin, y, to.width(), windows);
                    multiply(kernels, windows, length, weights, to, y, out);
                }
                sums.row(ty, room);
            }
        });
    }

    private static void multiply(
            Kernels kernels, float[] windows, int length, float[] weights, FeatureMap to, int y, float[] narrow) {
        boolean wide = to.width() >= Products.LEAST_ROWS;
        float[] out = wide ? to.data() : narrow;
        int at = wide ? to.row(y) : Room.START;
        kernels.products().multiply(windows, Room.START, to.width(), length, weights, 0, to.channels(), out, at);
        if (!wide) {
            System.arraycopy(narrow, Room.START, to.data(), to.row(y), to.line());
        }
    }

    /** The 3x3 windows of a row, position by position {@code [ky][kx][channel]}. */
    private static void windows(FeatureMap image, int margin, int y, int width, float[] windows) {
        int span = SIDE * image.channels();
        for (int ky = 0; ky < SIDE; ky++) {
            for (int i = 0; i < span; i++) {
                taps(image, y + ky - margin, i - margin * image.channels(), width, windows, Room.START + ky * span + i);
            }
        }
    }

    /**
     * What one tap meets at all positions of a row.
     *
     * @param row of the image
     * @param first value of that row that it meets at the first position; those outside of the row are zeros
     */
    private static void taps(FeatureMap image, int row, int first, int width, float[] windows, int to) {
        int f = image.channels();
        int window = TAPS * f;
        boolean inside = row >= 0 && row < image.height();
        int begin = inside ? Math.min(width, Math.max(0, (f - 1 - first) / f)) : width;
        int end = Math.max(begin, Math.min(width, (image.line() - first + f - 1) / f));
        zeros(windows, to, window, 0, begin);
        float[] data = image.data();
        int from = image.row(row) + first;
        for (int x = begin; x < end; x++) {
            windows[to + x * window] = data[from + x * f];
        }
        zeros(windows, to, window, end, width);
    }

    private static void zeros(float[] windows, int to, int window, int begin, int end) {
        for (int x = begin; x < end; x++) {
            windows[to + x * window] = 0f;
        }
    }

    /**
     * From hidden maps to an image.
     *
     * @param source hidden maps
     * @param margin zeros around them
     * @param weights {@code [image channel][ky][kx][hidden channel]}
     */
    static void manyToFew(Kernels kernels, Team team, Rows source, int margin, float[] weights, FeatureMap to) {
        int parts = Math.min(team.threads(), to.height());
        team.run(parts, (part, room) -> {
            int columns = to.width() + 2;
            int n = source.channels();
            float[] strip = room.of(Use.STRIP, SIDE * columns * n);
            float[] partial = room.of(Use.PRODUCTS, to.width() * Channels.BLOCK);
            RowWindow window = new RowWindow(source, margin, columns, strip);
            for (int y = to.height() * part / parts; y < to.height() * (part + 1) / parts; y++) {
                window.moveTo(y);
                for (int o = 0; o < to.channels(); o++) {
                    Arrays.fill(partial, Room.START, Room.START + to.width() * Channels.BLOCK, 0f);
                    for (int ky = 0; ky < SIDE; ky++) {
                        kernels.products()
                                .partials(
                                        strip,
                                        window.row(ky),
                                        n,
                                        to.width(),
                                        SIDE * n,
                                        weights,
                                        (o * SIDE + ky) * SIDE * n,
                                        partial,
                                        Room.START);
                    }
                    for (int x = 0; x < to.width(); x++) {
                        to.data()[to.row(y) + x * to.channels() + o] = tree(partial, Room.START + x * Channels.BLOCK);
                    }
                }
            }
        });
    }

    /** Sixteen partial chains added up: halves, quarters, and so on. */
    private static float tree(float[] p, int at) {
        float a = (p[at] + p[at + 8]) + (p[at + 4] + p[at + 12]);
        float b = (p[at + 2] + p[at + 10]) + (p[at + 6] + p[at + 14]);
        float c = (p[at + 1] + p[at + 9]) + (p[at + 5] + p[at + 13]);
        float d = (p[at + 3] + p[at + 11]) + (p[at + 7] + p[at + 15]);
        return (a + b) + (c + d);
    }

    /** Three rows with a margin of zeros, moved down by one row at a time. */
    private static final class RowWindow {
        private final Rows source;
        private final int margin;
        private final int line;
        private final float[] data;
        private int first;
        private int next = Integer.MIN_VALUE;

        RowWindow(Rows source, int margin, int columns, float[] data) {
            this.source = source;
            this.margin = margin;
            this.data = data;
            line = columns * source.channels();
        }

        void moveTo(int y) {
            first = y - margin;
            for (int row = Math.max(first, next); row < first + SIDE; row++) {
                fill(row);
            }
            next = first + SIDE;
        }

        /** Where one of the three rows begins. */
        int row(int ky) {
            return Room.START + Math.floorMod(first + ky, SIDE) * line;
        }

        private void fill(int row) {
            int to = Room.START + Math.floorMod(row, SIDE) * line;
            Arrays.fill(data, to, to + line, 0f);
            if (row >= 0 && row < source.height()) {
                source.read(row, data, to + margin * source.channels());
            }
        }
    }

    /**
     * The gradient of the weights of a convolution from images to hidden maps.
     *
     * @param images what it read
     * @param gradients at what it wrote
     * @param to takes {@code [ky][kx][image channel][hidden channel]} from an index on
     */
    static void weightGradient(
            Kernels kernels, Team team, List<FeatureMap> images, List<? extends Rows> gradients, float[] to, int at) {
        int taps = TAPS * images.get(0).channels();
        int m = gradients.get(0).channels();
        int width = gradients.get(0).width();
        sumRows(kernels, team, gradients, taps * m, to, at, (s, first, end, room, sums) -> {
            float[] windows = room.of(Use.INPUTS, width * taps);
            float[] line = room.of(Use.GRADIENT_STRIP, width * m);
            for (int y = first; y < end; y++) {
                windows(images.get(s), 0, y, width, windows);
                gradients.get(s).read(y, line, Room.START);
                int sum = Room.START + (y - first) * taps * m;
                kernels.products().accumulate(windows, Room.START, taps, line, Room.START, m, width, sums, sum, m);
            }
        });
    }

    /** Computes what some rows of a map add to the gradient of the weights. */
    private interface Band {
        /**
         * @param map the map's number
         * @param sums zeros at first, a gradient of the weights for each of the rows
         */
        void compute(int map, int first, int end, Room room, float[] sums);
    }

    /** A gradient of the weights as the sum of the rows' parts, map by map, row by row. */
    private static void sumRows(
            Kernels kernels, Team team, List<? extends Rows> maps, int length, float[] to, int at, Band band) {
        int height = maps.get(0).height();
        int bands = (height + BAND - 1) / BAND;
        Arrays.fill(to, at, at + length, 0f);
        team.run(
                bands * maps.size(),
                (number, room) -> {
                    int first = number % bands * BAND;
                    int end = Math.min(height, first + BAND);
                    float[] sums = room.of(Use.CHUNK, BAND * length);
                    Arrays.fill(sums, Room.START, Room.START + (end - first) * length, 0f);
                    band.compute(number / bands, first, end, room, sums);
                },
                (number, room) -> {
                    int rows = Math.min(BAND, height - number % bands * BAND);
                    kernels.passes()
                            .addRows(room.of(Use.CHUNK, BAND * length), Room.START, length, rows, to, at, length);
                });
    }

    /**
     * The gradient of the weights of a convolution from hidden maps to images.
     *
     * @param inputs what it read
     * @param gradients at what it wrote
     * @param to takes {@code [ky][kx][image channel][hidden channel]} from an index on
     */
    static void tailGradient(
            Kernels kernels, Team team, List<? extends Rows> inputs, List<FeatureMap> gradients, float[] to, int at) {
        int f = gradients.get(0).channels();
        int m = inputs.get(0).channels();
        int width = gradients.get(0).width();
        // Three neighbouring positions, one for each column of taps.
        int taps = SIDE * m;
        float[] byRowOfTaps = new float[TAPS * f * m];
        sumRows(kernels, team, gradients, byRowOfTaps.length, byRowOfTaps, 0, (s, first, end, room, sums) -> {
            float[] strip = room.of(Use.STRIP, SIDE * (width + 2) * m);
            RowWindow window = new RowWindow(inputs.get(s), 0, width + 2, strip);
            FeatureMap dy = gradients.get(s);
            for (int y = first; y < end; y++) {
                window.moveTo(y);
                for (int ky = 0; ky < SIDE; ky++) {
                    int sum = Room.START + ((y - first) * SIDE + ky) * f * taps;
                    kernels.products()
                            .accumulate(dy.data(), dy.row(y), f, strip, window.row(ky), m, width, sums, sum, taps);
                }
            }
        });
        for (int tap = 0; tap < TAPS; tap++) {
            for (int i = 0; i < f; i++) {
                int from = ((tap / SIDE * f + i) * SIDE + tap % SIDE) * m;
                System.arraycopy(byRowOfTaps, from, to, at + (tap * f + i) * m, m);
            }
        }
    }
}
