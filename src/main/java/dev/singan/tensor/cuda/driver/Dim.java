package dev.singan.tensor.cuda.driver;

/**
 * Blocks of a grid, or threads of a block.
 *
 * @param x along x
 * @param y along y
 * @param z along z
 */
public record Dim(int x, int y, int z) {
    public static Dim of(int x) {
        return new Dim(x, 1, 1);
    }
}
