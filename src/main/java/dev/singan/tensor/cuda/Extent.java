package dev.singan.tensor.cuda;

/**
 * Rows and columns of a map or an image, and the tiles of 4x4 that it is computed in.
 *
 * @param height rows
 * @param width columns
 */
record Extent(int height, int width) {
    private static final int TILE = 4;

    /** Tiles that a chunk of the weights' gradient has at most, where a row of tiles has no more. */
    private static final int CHUNK_TILES = 128;

    /** Larger by so many rows and columns, or smaller. */
    Extent grown(int by) {
        return new Extent(height + by, width + by);
    }

    int positions() {
        return height * width;
    }

    int tileRows() {
        return ceil(height, TILE);
    }

    int tilesPerRow() {
        return ceil(width, TILE);
    }

    int tiles() {
        return tileRows() * tilesPerRow();
    }

    /** Rows of tiles in a chunk of the weights' gradient. */
    int rowsPerChunk() {
        return Math.max(1, CHUNK_TILES / tilesPerRow());
    }

    /** Chunks of the weights' gradient. */
    int chunks() {
        return ceil(tileRows(), rowsPerChunk());
    }

    /** Rounded up. */
    static int ceil(long values, int by) {
        return Math.toIntExact((values + by - 1) / by);
    }
}
