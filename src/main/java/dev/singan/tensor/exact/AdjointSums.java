package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Room;

/** The sums of v, of v · LeakyReLU′ · inner and of v · (z − mean), where v is the adjoint of the inner gradient at z. */
final class AdjointSums extends TileSums {
    private final float[] v;
    private final float[] inner;
    private final FeatureMap z;
    private final BatchStatistics norm;

    AdjointSums(Kernels kernels, FeatureMap v, FeatureMap inner, FeatureMap z, BatchStatistics norm) {
        super(kernels, z, 3);
        this.v = v.data();
        this.inner = inner.data();
        this.z = z;
        this.norm = norm;
    }

    @Override
    void add(int row, float[][] tiles) {
        kernels.sums()
                .adjoints(
                        v,
                        inner,
                        z.data(),
                        z.row(row),
                        z.width(),
                        channels,
                        norm,
                        tiles[0],
                        tiles[1],
                        tiles[2],
                        Room.START);
    }
}
