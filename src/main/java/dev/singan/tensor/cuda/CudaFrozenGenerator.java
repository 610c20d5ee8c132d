package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Gpu;
import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.cuda.driver.Transfers;
import dev.singan.tensor.engine.FrozenGenerator;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.NetState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frozen generator on a GPU. Its memory is that of the last image's size. */
final class CudaFrozenGenerator implements FrozenGenerator {
    private final Gpu gpu;
    private final NetState generator;
    private final int channels;
    private @Nullable Sized sized;

    CudaFrozenGenerator(Gpu gpu, NetState generator) {
        this.gpu = gpu;
        this.generator = generator;
        channels = generator.layout().outputs(NetLayout.BLOCKS);
    }

    @Override
    public float[] apply(int height, int width, float[] input, float[] previous) {
        int length = channels * height * width;
        if (input.length != length || previous.length != length) {
            throw new IllegalArgumentException(input.length + " and " + previous.length + " values for an image of "
                    + channels + "x" + height + "x" + width);
        }
        return at(new Extent(height, width)).apply(input, previous);
    }

    private Sized at(Extent extent) {
        Sized now = sized;
        if (now == null || !now.extent.equals(extent)) {
            close();
            now = Workspace.owning(gpu, workspace -> new Sized(workspace, extent));
            sized = now;
        }
        return now;
    }

    @Override
    public void close() {
        if (sized != null) {
            Sized closed = sized;
            sized = null;
            closed.workspace.close();
        }
    }

    /** Weights and maps for images of a size. */
    private final class Sized {
        final Extent extent;
        final Workspace workspace;
        final CudaMaps inputs;
        final CudaMaps previous;
        final CudaMaps output;
        final Recording images;

        Sized(Workspace workspace, Extent extent) {
            this.workspace = workspace;
            this.extent = extent;
            Arena arena = workspace.arena;
            FrozenNet net = new FrozenNet(generator, workspace);
            inputs = CudaMaps.reserve(arena, 1, extent, channels);
            previous = CudaMaps.reserve(arena, 1, extent, channels);
            output = CudaMaps.reserve(arena, 1, extent, channels);
            long room = FrozenNet.hiddenLength(net.channels(), extent, 1);
            List<Region> hidden = List.of(arena.floats(room), arena.floats(room));
            workspace.allocate("an image of " + extent.width() + "x" + extent.height());
            net.load();
            images = new Recording(workspace, () -> net.apply(inputs, hidden, previous, output));
        }

        float[] apply(float[] input, float[] before) {
            Transfers transfers = workspace.transfers();
            transfers.upload(inputs.region(), CudaMaps.interleaved(input, channels));
            transfers.upload(previous.region(), CudaMaps.interleaved(before, channels));
            images.launch();
            return CudaMaps.planes(transfers.floats(output.region()), channels);
        }
    }
}
