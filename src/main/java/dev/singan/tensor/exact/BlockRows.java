package dev.singan.tensor.exact;

import dev.singan.tensor.exact.kernel.BatchStatistics;
import dev.singan.tensor.exact.kernel.Channels;
import dev.singan.tensor.exact.kernel.Kernels;
import dev.singan.tensor.exact.kernel.Passes.Linear;

/** Maps that are computed from others as they are read, so that they need no memory and no pass of their own. */
final class BlockRows {
    private BlockRows() {}

    /** What all have in common: the size of a map z, and that rows are written whole. */
    private interface LikeZ extends Rows {
        FeatureMap z();

        @Override
        default int height() {
            return z().height();
        }

        @Override
        default int width() {
            return z().width();
        }

        @Override
        default int channels() {
            return z().channels();
        }
    }

    /** Activations: LeakyReLU of the batch norm of z. */
    record Activations(Kernels kernels, FeatureMap z, BatchStatistics norm) implements LikeZ {
        @Override
        public void read(int row, float[] to, int at) {
            kernels.passes().activate(z.data(), z.row(row), to, at, z.width(), z.channels(), norm);
        }
    }

    /** Activations without a batch norm: LeakyReLU of z + bias. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Biased(Kernels kernels, FeatureMap z, float[] bias) implements LikeZ {
        @Override
        public void read(int row, float[] to, int at) {
            kernels.passes().activate(z.data(), z.row(row), to, at, z.width(), z.channels(), bias, Channels.SLOPE);
        }
    }

    /** Gradients at z from those at the activations, times a factor. */
    record Gradients(Kernels kernels, FeatureMap da, FeatureMap z, BatchStatistics norm, float factor, Linear linear)
            implements LikeZ {
        @Override
        public void read(int row, float[] to, int at) {
            int from = z.row(row);
            kernels.passes().backward(da.data(), z.data(), from, to, at, z.width(), z.channels(), norm, factor, linear);
        }
    }

    /** Gradients at the mixture's z: of the penalty by way of the inner gradient, and what arrives from the layer above unless {@code top}. */
    record SecondOrder(
            Kernels kernels,
            boolean top,
            FeatureMap da,
            FeatureMap inner,
            FeatureMap v,
            FeatureMap z,
            BatchStatistics norm,
            Linear linear)
            implements LikeZ {
        @Override
        public void read(int row, float[] to, int at) {
            kernels.passes()
                    .secondOrder(
                            top,
                            da.data(),
                            inner.data(),
                            v.data(),
                            z.data(),
                            z.row(row),
                            to,
                            at,
                            z.width(),
                            z.channels(),
                            norm,
                            linear);
        }
    }

    /** The adjoint of the inner gradient at the activations, from that at z. */
    record Adjoints(Kernels kernels, FeatureMap v, FeatureMap z, BatchStatistics norm, Linear linear) implements LikeZ {
        @Override
        public void read(int row, float[] to, int at) {
            int from = z.row(row);
            kernels.passes().adjoint(v.data(), z.data(), from, to, at, z.width(), z.channels(), norm, linear);
        }
    }
}
