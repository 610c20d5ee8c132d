package dev.singan.tensor.exact.team;

/** Is told of each row of tiles of a map that has been written, while it is still in the cache. Called by several threads for different rows. */
public interface RowSums {
    /** Of nothing. */
    RowSums NONE = (tileRow, room) -> {};

    void row(int tileRow, Room room);
}
