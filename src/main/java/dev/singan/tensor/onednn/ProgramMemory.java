package dev.singan.tensor.onednn;

import dev.singan.tensor.onednn.OneDnnConvolutionProgram.Output;
import dev.singan.tensor.onednn.OneDnnConvolutionProgram.Step;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** One thread's activations of a {@link OneDnnConvolutionProgram}, and its steps bound to them. */
final class ProgramMemory implements AutoCloseable {
    private final Arena arena = new Arena();
    private final List<AlignedBuffer> places = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();

    /**
     * @param lengths floats of each place
     * @param scratch floats of the memory in which a step may do as it likes
     */
    ProgramMemory(List<Long> lengths, long scratch, List<Step> steps) {
        lengths.forEach(length -> places.add(arena.floats(length)));
        AlignedBuffer scratchpad = arena.floats(scratch);
        for (Step step : steps) {
            Map<Integer, memory> data = new HashMap<>(step.constants());
            step.values()
                    .forEach((argument, operand) ->
                            data.put(argument, places.get(operand.place()).as(operand.description(), 0)));
            data.put(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad.as(step.scratchpad(), 0));
            calls.add(new Call(step.primitive(), data));
        }
    }

    void write(int place, float[] values) {
        places.get(place).write(0, values, 0, values.length);
    }

    void run() {
        calls.forEach(Call::run);
    }

    /** The result without the channels that fill up its last block. */
    float[] read(Output output) {
        float[] result = new float[output.rows() * output.channels()];
        AlignedBuffer from = places.get(output.place());
        if (output.channels() == output.padded()) {
            from.read(0, result, 0, result.length);
            return result;
        }
        for (int row = 0; row < output.rows(); row++) {
            from.read((long) row * output.padded(), result, row * output.channels(), output.channels());
        }
        return result;
    }

    @Override
    public void close() {
        arena.close();
    }
}
