package dev.singan.tensor.exact.kernel;

/**
 * Sums over the positions of a map, tile by tile of 4 x 4 positions. Each method continues the tiles' sums by one row of the map:
 * {@code positions} positions of {@code n} channels; the tiles' sums stand side by side, n values each, from {@code t0} on.
 */
public interface Sums {
    /** Positions along a tile's side. */
    int TILE = 4;

    /** Of the values. */
    void values(float[] z, int from, int positions, int n, float[] tiles, int t0);

    /** Of the squared distances from the tiles' means. */
    void squares(float[] z, int from, int positions, int n, float[] means, float[] tiles, int t0);

    /** Of g = factor · slope · da, and of g · (z − mean). */
    void gradients(
            float[] da,
            float[] z,
            int from,
            int positions,
            int n,
            BatchStatistics norm,
            float factor,
            float[] tiles,
            float[] products,
            int t0);

    /** Of v, of v · slope · inner, and of v · (z − mean). */
    void adjoints(
            float[] v,
            float[] inner,
            float[] z,
            int from,
            int positions,
            int n,
            BatchStatistics norm,
            float[] tiles,
            float[] byGradient,
            float[] byValue,
            int t0);
}
