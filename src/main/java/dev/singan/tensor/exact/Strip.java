package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.Sums;
import dev.singan.tensor.exact.team.Room;
import java.util.Arrays;

/** Neighbouring rows of a map with zeros around it, moved down the map by a tile's rows at a time. */
final class Strip {
    private static final int STEP = Sums.TILE;

    private final Rows source;
    private final int margin;
    private final int rows;
    private final int line;
    private final float[] data;
    private int at = Integer.MIN_VALUE;

    /**
     * @param source what is read
     * @param margin zeros on each side of it
     * @param rows rows in the strip, at least a tile's
     * @param columns columns in the strip, from the margin's first on; those beyond the map are zeros
     * @param data where they are kept
     */
    Strip(Rows source, int margin, int rows, int columns, float[] data) {
        this.source = source;
        this.margin = margin;
        this.rows = rows;
        this.data = data;
        line = columns * source.channels();
    }

    /** Values needed. */
    static int length(Rows source, int rows, int columns) {
        return rows * columns * source.channels();
    }

    float[] data() {
        return data;
    }

    /** Values from a row to the next. */
    int line() {
        return line;
    }

    /** Moves to a row of tiles. */
    void moveTo(int tileRow) {
        int first = tileRow * STEP - margin;
        int kept = at == first - STEP ? rows - STEP : 0;
        System.arraycopy(data, Room.START + STEP * line, data, Room.START, kept * line);
        for (int i = kept; i < rows; i++) {
            fill(first + i, Room.START + i * line);
        }
        at = first;
    }

    private void fill(int row, int to) {
        if (row < 0 || row >= source.height()) {
            Arrays.fill(data, to, to + line, 0f);
            return;
        }
        int begin = to + margin * source.channels();
        int values = Math.min(source.width() * source.channels(), to + line - begin);
        Arrays.fill(data, to, begin, 0f);
        Arrays.fill(data, begin + values, to + line, 0f);
        source.read(row, data, begin);
    }
}
