package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Sums;
import dev.singan.tensor.exact.team.Room;
import dev.singan.tensor.exact.team.Room.Use;
import dev.singan.tensor.exact.team.RowSums;
import java.util.Arrays;

/**
 * Sums over a map's positions in the order that is the same for all: within tiles, over the tiles of a row, over the rows of tiles. Up to
 * three sums at a time.
 */
abstract class TileSums implements RowSums {
    private static final Use[] TILES = {Use.TILES, Use.TILES_2, Use.TILES_3};

    final Kernels kernels;
    final FeatureMap map;
    final int channels;
    private final int across;
    private final float[][] rows;
    private final float[][] totals;

    /**
     * @param map whose positions are summed over
     * @param sums how many sums
     */
    TileSums(Kernels kernels, FeatureMap map, int sums) {
        this.kernels = kernels;
        this.map = map;
        channels = map.channels();
        across = Winograd.tiles(map.width());
        rows = new float[sums][Winograd.tiles(map.height()) * channels];
        totals = new float[sums][channels];
    }

    /** Continues the tiles' sums, which begin at {@link Room#START}, by a row of the map. */
    abstract void add(int row, float[][] tiles);

    @Override
    public final void row(int tileRow, Room room) {
        int length = across * channels;
        float[][] tiles = new float[rows.length][];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = room.of(TILES[i], length);
            Arrays.fill(tiles[i], Room.START, Room.START + length, 0f);
        }
        int end = Math.min(map.height(), (tileRow + 1) * Sums.TILE);
        for (int y = tileRow * Sums.TILE; y < end; y++) {
            add(y, tiles);
        }
        for (int i = 0; i < tiles.length; i++) {
            addUp(tiles[i], Room.START, across, rows[i], tileRow * channels);
        }
    }

    private void addUp(float[] terms, int from, int count, float[] to, int at) {
        Arrays.fill(to, at, at + channels, 0f);
        kernels.passes().addRows(terms, from, channels, count, to, at, channels);
    }

    /** A sum by channel, once all rows of tiles are there. */
    final float[] total(int sum) {
        addUp(rows[sum], 0, rows[sum].length / channels, totals[sum], 0);
        return totals[sum];
    }
}
