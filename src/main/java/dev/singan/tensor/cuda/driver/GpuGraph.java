package dev.singan.tensor.cuda.driver;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** Recorded work of a stream, launched as a whole. */
public final class GpuGraph implements AutoCloseable {
    private final Gpu gpu;
    private final Pointer executable;

    /** @param graph what was recorded; it is freed here */
    GpuGraph(Gpu gpu, Pointer graph) {
        this.gpu = gpu;
        PointerByReference made = new PointerByReference();
        int error = gpu.driver.library.cuGraphInstantiateWithFlags(made, graph, 0);
        int destroyed = gpu.driver.library.cuGraphDestroy(graph);
        gpu.driver.check(error, "preparing a graph");
        executable = made.getValue();
        if (destroyed != 0) {
            close();
            gpu.driver.check(destroyed, "preparing a graph");
        }
    }

    /** Puts the work into a stream. */
    public void launch(GpuStream stream) {
        gpu.driver.check(gpu.driver.library.cuGraphLaunch(executable, stream.handle()), "starting an iteration");
    }

    @Override
    public void close() {
        gpu.driver.check(gpu.driver.library.cuGraphExecDestroy(executable), "freeing a graph");
    }
}
