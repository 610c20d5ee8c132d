package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.NetLayout;

/** Convolution weights between PyTorch's order (out, in, row, column) and NHWC's (row, column, in, out). */
final class Nd4jWeightOrder {
    private static final int TAPS = 9;

    private Nd4jWeightOrder() {}

    static float[] toHwio(NetLayout layout, float[] oihw) {
        float[] hwio = oihw.clone();
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            int inputs = layout.inputs(l);
            int outputs = layout.outputs(l);
            int offset = layout.weight(l);
            for (int i = 0; i < layout.weightLength(l); i++) {
                hwio[offset + hwio(i, inputs, outputs)] = oihw[offset + i];
            }
        }
        return hwio;
    }

    static float[] toOihw(NetLayout layout, float[] hwio) {
        float[] oihw = hwio.clone();
        for (int l = 0; l <= NetLayout.BLOCKS; l++) {
            int inputs = layout.inputs(l);
            int outputs = layout.outputs(l);
            int offset = layout.weight(l);
            for (int i = 0; i < layout.weightLength(l); i++) {
                oihw[offset + i] = hwio[offset + hwio(i, inputs, outputs)];
            }
        }
        return oihw;
    }

    /** Where the weight lies in HWIO that lies at an index in OIHW. */
    private static int hwio(int index, int inputs, int outputs) {
        int tap = index % TAPS;
        int input = index / TAPS % inputs;
        int output = index / TAPS / inputs;
        return (tap * inputs + input) * outputs + output;
    }
}
