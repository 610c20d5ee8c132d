package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.team.Room;

/** The sums of g and of g · (z − mean), where g = factor · LeakyReLU′ · da is the gradient at a batch norm's output. */
final class GradientSums extends TileSums {
    private final float[] da;
    private final FeatureMap z;
    private final BatchStatistics norm;
    private final float factor;

    GradientSums(Kernels kernels, FeatureMap da, FeatureMap z, BatchStatistics norm, float factor) {
        super(kernels, z, 2);
        this.da = da.data();
        this.z = z;
        this.norm = norm;
        this.factor = factor;
    }

    @Override
    void add(int row, float[][] tiles) {
        kernels.sums()
                .gradients(da, z.data(), z.row(row), z.width(), channels, norm, factor, tiles[0], tiles[1], Room.START);
    }
}
