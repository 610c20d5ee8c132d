package dev.singan.tensor.cuda;

import com.sun.jna.Memory;
import dev.singan.tensor.cuda.driver.Arena;
import dev.singan.tensor.cuda.driver.Dim;
import dev.singan.tensor.cuda.driver.Gpu;
import dev.singan.tensor.cuda.driver.GpuGraph;
import dev.singan.tensor.cuda.driver.GpuStream;
import dev.singan.tensor.cuda.driver.Transfers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What one training or generator holds on a GPU: its memory, its streams, and how kernels are launched in them. One owner. */
final class Workspace implements AutoCloseable {
    /** Threads of a block, where a kernel does not ask for others. */
    static final int BLOCK = 128;

    private static final int SIDES = 3;

    final Gpu gpu;
    final Arena arena;
    private final List<Runnable> owned = new ArrayList<>();
    private final GpuStream main;
    private final List<GpuStream> sides = new ArrayList<>();
    private final Transfers transfers;
    private GpuStream current;

    Workspace(Gpu gpu) {
        this.gpu = gpu;
        arena = new Arena(gpu);
        try {
            main = stream();
            current = main;
            for (int i = 0; i < SIDES; i++) {
                sides.add(stream());
            }
            transfers = new Transfers(gpu, arena, main);
            owned.add(transfers::close);
            owned.add(arena::close);
        } catch (RuntimeException failure) {
            closeAfter(failure);
            throw failure;
        }
    }

    /** What is made of a workspace and closes it in the end; where making it fails, the workspace is closed here. */
    static <T> T owning(Gpu gpu, Function<Workspace, T> maker) {
        Workspace workspace = new Workspace(gpu);
        try {
            return maker.apply(workspace);
        } catch (RuntimeException failure) {
            workspace.closeAfter(failure);
            throw failure;
        }
    }

    private GpuStream stream() {
        GpuStream stream = new GpuStream(gpu);
        owned.add(stream::close);
        return stream;
    }

    /**
     * Allocates what was reserved in the arena.
     *
     * @param what it is for, in words
     */
    void allocate(String what) {
        gpu.makeCurrent();
        arena.allocate(what);
    }

    /** Copies to and from the arena. */
    Transfers transfers() {
        gpu.makeCurrent();
        return transfers;
    }

    /**
     * Launches a kernel in the stream whose turn it is.
     *
     * @param fields of the kernel's struct, after the arena and the stride
     */
    void launch(String kernel, Dim grid, Dim block, Object... fields) {
        try (Memory parameters = Fields.of(arena.base(), 0, fields)) {
            current.launch(kernel, grid, block, parameters);
        }
    }

    /**
     * Launches kernels beside what follows, after what was launched so far.
     *
     * @param side which of the {@value #SIDES} further streams; each keeps its order
     */
    void beside(int side, Runnable work) {
        GpuStream before = current;
        sides.get(side).waitFor(before);
        current = sides.get(side);
        try {
            work.run();
        } finally {
            current = before;
        }
    }

    /** Lets what follows wait for what was launched beside. */
    void join(int side) {
        current.waitFor(sides.get(side));
    }

    /** Records work as a graph, which this closes. */
    GpuGraph capture(Runnable work) {
        gpu.makeCurrent();
        GpuGraph graph = main.capture(work);
        owned.add(graph::close);
        return graph;
    }

    /** Puts recorded work into the queue. */
    void launch(GpuGraph graph) {
        gpu.makeCurrent();
        graph.launch(main);
    }

    /** Does work at once, without recording. */
    void run(Runnable work) {
        gpu.makeCurrent();
        work.run();
    }

    /** Waits until all is done. */
    void synchronise() {
        gpu.makeCurrent();
        main.synchronise();
    }

    /** Closes this after a failure, which is the one to be told. */
    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** Frees everything, even where the device fails on the way. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (int i = owned.size() - 1; i >= 0; i--) {
            try {
                gpu.makeCurrent();
                owned.get(i).run();
            } catch (RuntimeException failure) {
                first = first == null ? failure : first;
            }
        }
        owned.clear();
        if (first != null) {
            throw first;
        }
    }
}
