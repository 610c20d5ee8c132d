package dev.singan.tensor.onednn;

import dev.singan.tensor.onednn.kernel.OneDnn;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** A oneDNN primitive bound to its data: made once, run many times. */
final class Call implements Runnable {
    private final primitive primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();

    /** Held so that the buffers behind them are not freed while this can still be run. */
    private final Map<Integer, memory> data;

    /**
     * @param primitive what to run
     * @param data oneDNN's argument numbers ({@code DNNL_ARG_…}) and their data
     */
    Call(primitive primitive, Map<Integer, memory> data) {
        this.primitive = primitive;
        this.data = Map.copyOf(data);
        this.data.forEach(arguments::put);
    }

    @Override
    public void run() {
        primitive.execute(OneDnn.STREAM, arguments);
        OneDnn.STREAM._wait();
    }
}
