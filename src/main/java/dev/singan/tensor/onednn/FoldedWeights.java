package dev.singan.tensor.onednn;

import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.onednn.kernel.AlignedBuffer;
import dev.singan.tensor.onednn.kernel.FeatureMap;
import dev.singan.tensor.onednn.kernel.OneDnn;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/**
 * A convolution's weights and bias as oneDNN is told them: channels filled up to whole blocks with zeros.
 *
 * @param convolution what they are
 * @param image whether it reads an image, whose few channels are not filled up
 */
record FoldedWeights(FoldedConvolution convolution, boolean image) {
    private int inputs() {
        return image ? convolution.inputs() : FeatureMap.paddedChannels(convolution.inputs());
    }

    private int outputs() {
        return FeatureMap.paddedChannels(convolution.outputs());
    }

    memory.desc description(memory.format_tag layout) {
        return OneDnn.describe(layout, outputs(), inputs(), convolution.kernel(), convolution.kernel());
    }

    memory.desc biasDescription() {
        return OneDnn.describe(memory.format_tag.x, outputs());
    }

    memory bias(Arena arena) {
        AlignedBuffer data = arena.floats(outputs());
        data.write(0, convolution.bias(), 0, convolution.outputs());
        return data.as(biasDescription(), 0);
    }

    /** The weights in the layout that a kernel wants. */
    memory weights(memory.desc wanted, Arena arena) {
        int rows = convolution.kernel() * convolution.kernel() * convolution.inputs();
        memory to = arena.floats(wanted.get_size() / Float.BYTES).as(wanted, 0);
        try (AlignedBuffer plain =
                new AlignedBuffer((long) convolution.kernel() * convolution.kernel() * inputs() * outputs())) {
            for (int row = 0; row < rows; row++) {
                int wide = row / convolution.inputs() * inputs() + row % convolution.inputs();
                plain.write(
                        (long) wide * outputs(),
                        convolution.weights(),
                        row * convolution.outputs(),
                        convolution.outputs());
            }
            memory from = plain.as(description(memory.format_tag.hwio), 0);
            new Call(new reorder(from, to), Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to)).run();
        }
        return to;
    }
}
