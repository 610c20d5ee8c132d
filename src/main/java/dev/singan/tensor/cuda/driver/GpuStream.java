package dev.singan.tensor.cuda.driver;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.singan.tensor.cuda.Fields;

/** A queue of work for a GPU. Used by one thread at a time. */
public final class GpuStream implements AutoCloseable {
    private static final int NON_BLOCKING = 1;
    private static final int CAPTURE_OF_THIS_THREAD = 1;
    private static final int NO_TIMING = 2;

    private final Gpu gpu;
    private final Pointer stream;

    /** What has been queued, for other streams to wait for. */
    private final Pointer event;

    public GpuStream(Gpu gpu) {
        this.gpu = gpu;
        gpu.makeCurrent();
        PointerByReference made = new PointerByReference();
        gpu.driver.check(gpu.driver.library.cuStreamCreate(made, NON_BLOCKING), "making a stream");
        stream = made.getValue();
        int error = gpu.driver.library.cuEventCreate(made, NO_TIMING);
        if (error != 0) {
            gpu.driver.library.cuStreamDestroy_v2(stream);
            gpu.driver.check(error, "making a stream's event");
        }
        event = made.getValue();
    }

    public Pointer handle() {
        return stream;
    }

    /**
     * Puts the launch of a kernel into the queue.
     *
     * @param parameters as {@link Fields} makes them
     */
    public void launch(String kernel, Dim grid, Dim block, Memory parameters) {
        gpu.driver.check(
                gpu.driver.library.cuLaunchKernel(
                        gpu.function(kernel),
                        grid.x(),
                        grid.y(),
                        grid.z(),
                        block.x(),
                        block.y(),
                        block.z(),
                        0,
                        stream,
                        parameters,
                        null),
                "launching " + kernel);
    }

    /** Lets what is queued here from now on wait for what is queued in another stream now. */
    public void waitFor(GpuStream other) {
        gpu.driver.check(gpu.driver.library.cuEventRecord(other.event, other.stream), "marking a stream's place");
        gpu.driver.check(gpu.driver.library.cuStreamWaitEvent(stream, other.event, 0), "joining streams");
    }

    /** Waits until all work is done. */
    public void synchronise() {
        gpu.driver.check(gpu.driver.library.cuStreamSynchronize(stream), "computing");
    }

    /** Records what a piece of code puts into this stream, and into others that wait for it, as a graph, without doing it. */
    public GpuGraph capture(Runnable work) {
        gpu.driver.check(
                gpu.driver.library.cuStreamBeginCapture_v2(stream, CAPTURE_OF_THIS_THREAD), "recording a graph");
        PointerByReference graph = new PointerByReference();
        try {
            work.run();
        } catch (RuntimeException failure) {
            // Ends the recording, so that the stream can be closed; the first error is the one to tell.
            if (gpu.driver.library.cuStreamEndCapture(stream, graph) == 0) {
                gpu.driver.library.cuGraphDestroy(graph.getValue());
            }
            throw failure;
        }
        gpu.driver.check(gpu.driver.library.cuStreamEndCapture(stream, graph), "recording a graph");
        return new GpuGraph(gpu, graph.getValue());
    }

    @Override
    public void close() {
        gpu.makeCurrent();
        int freed = gpu.driver.library.cuEventDestroy_v2(event);
        int destroyed = gpu.driver.library.cuStreamDestroy_v2(stream);
        gpu.driver.check(freed, "closing a stream");
        gpu.driver.check(destroyed, "closing a stream");
    }
}
