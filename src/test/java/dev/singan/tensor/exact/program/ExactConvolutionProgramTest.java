package dev.singan.tensor.exact.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.tensor.BatchNorm;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.ConvolutionProgram.Value;
import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.exact.kernel.Kernels;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definition, value by value: the chains of {@code arithmetic.md} in plain loops. Against torchvision: {@code ResNetTest}. */
class ExactConvolutionProgramTest {
    private static final int BATCH = 2;

    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @CsvSource({
        "3, 20, 3, 1, 1, 9, 11",
        "3, 64, 7, 2, 3, 17, 16",
        "40, 17, 1, 1, 0, 3, 1",
        "16, 70, 1, 2, 0, 7, 8",
        "33, 5, 3, 2, 0, 8, 9",
        "5, 33, 5, 3, 2, 4, 6",
        "16, 16, 3, 1, 1, 1, 1",
    })
    void eachValueIsTheChainOfTheDefinition(
            int inputs, int outputs, int kernel, int stride, int padding, int height, int width) {
        FoldedConvolution c = convolution(kernel, inputs, outputs);
        float[] images = values(BATCH * height * width * inputs);
        Function<Kernels, float[]> run = kernels -> {
            try (ExactConvolutionProgram program = new ExactConvolutionProgram(kernels, BATCH, height, width, inputs)) {
                program.finishWith(program.convolve(program.input(), c, stride, padding, true));
                return program.run(images);
            }
        };
        float[] expected = expected(images, height, width, c, stride, padding);
        assertThat(run.apply(Kernels.plain())).isEqualTo(expected);
        assertThat(run.apply(Kernels.best())).isEqualTo(expected);
    }

    private static float[] expected(
            float[] images, int height, int width, FoldedConvolution c, int stride, int padding) {
        int rows = (height + 2 * padding - c.kernel()) / stride + 1;
        int columns = (width + 2 * padding - c.kernel()) / stride + 1;
        float[] expected = new float[BATCH * rows * columns * c.outputs()];
        for (int i = 0; i < expected.length; i++) {
            int o = i % c.outputs();
            int x = i / c.outputs() % columns * stride - padding;
            int y = i / c.outputs() / columns % rows * stride - padding;
            int image = i / c.outputs() / columns / rows;
            float chain = 0f;
            for (int tap = 0; tap < c.kernel() * c.kernel(); tap++) {
                int row = y + tap / c.kernel();
                int column = x + tap % c.kernel();
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                for (int n = 0; inside && n < c.inputs(); n++) {
                    float value = images[((image * height + row) * width + column) * c.inputs() + n];
                    chain = Math.fma(value, c.weights()[(tap * c.inputs() + n) * c.outputs() + o], chain);
                }
            }
            expected[i] = Math.max(chain + c.bias()[o], 0f);
        }
        return expected;
    }

    @Test
    void aShortcutIsAddedBeforeTheRectifierAndPlacesAreUsedAgain() {
        FoldedConvolution one = convolution(1, 3, 18);
        FoldedConvolution two = convolution(3, 18, 18);
        float[] images = values(BATCH * 5 * 6 * 3);
        float[] first = run(images, p -> p.convolve(p.input(), one, 1, 0, false));
        float[] second = run(images, p -> p.convolve(p.convolve(p.input(), one, 1, 0, false), two, 1, 1, false));
        float[] sum = run(images, p -> {
            Value x = p.convolve(p.input(), one, 1, 0, false);
            Value gone = p.convolve(x, one(18), 1, 0, false);
            p.release(gone);
            return p.convolveOnto(x, two, 1, 1, p.convolve(p.input(), one, 1, 0, false));
        });
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isEqualTo(Math.max(second[i] + first[i], 0f));
        }
    }

    private FoldedConvolution one(int channels) {
        return convolution(1, channels, channels);
    }

    private static float[] run(float[] images, Function<ConvolutionProgram, Value> network) {
        try (ConvolutionProgram program = new ExactConvolutionProgram(BATCH, 5, 6, 3)) {
            program.finishWith(network.apply(program));
            return program.run(images);
        }
    }

    @Test
    void maximaAndMeansCountWhatIsInsideAlone() {
        float[] images = values(5 * 6 * 2);
        for (int i = 0; i < images.length; i++) {
            images[i] -= 10f;
        }
        try (ConvolutionProgram program = new ExactConvolutionProgram(1, 5, 6, 2)) {
            program.finishWith(program.maximum(program.input(), 3, 2, 1));
            float[] found = program.run(images);
            assertThat(found).hasSize(3 * 3 * 2);
            // The window at the upper left corner holds rows 0 and 1 of columns 0 and 1.
            float expected = Math.max(Math.max(images[0], images[2]), Math.max(images[12], images[14]));
            assertThat(found[0]).isEqualTo(expected).isNegative();
        }
        try (ConvolutionProgram program = new ExactConvolutionProgram(1, 5, 6, 2)) {
            program.finishWithMean(program.input());
            float sum = 0f;
            for (int p = 0; p < 30; p++) {
                sum += images[2 * p + 1];
            }
            assertThat(program.run(images)[1]).isEqualTo(sum / 30);
        }
    }

    @Test
    void aBatchNormInTrainingModeNormalisesByTheBatchAndDrifts() {
        float[] images = values(BATCH * 5 * 6 * 3);
        BatchNorm norm = BatchNorm.of(
                Map.of(
                        "n.weight", Tensor.vector(new float[] {1f, 2f, -1f}),
                        "n.bias", Tensor.vector(new float[] {0f, 0.5f, 1f}),
                        "n.running_mean", Tensor.vector(new float[3]),
                        "n.running_var", Tensor.vector(new float[] {1f, 1f, 1f})),
                "n");
        try (ExactConvolutionProgram program = new ExactConvolutionProgram(BATCH, 5, 6, 3)) {
            program.finishWithMean(program.rectify(program.normalise(program.input(), norm, 0)));
            program.run(images);
            program.drift();
        }
        double mean = 0;
        for (int i = 0; i < images.length; i += 3) {
            mean += images[i] / (double) (images.length / 3);
        }
        assertThat(norm.mean()[0]).isEqualTo((float) (BatchNorm.MOMENTUM * (float) mean));
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        try (ConvolutionProgram program = new ExactConvolutionProgram(1, 5, 6, 3)) {
            program.finishWith(program.input());
            assertThatThrownBy(() -> program.run(new float[7])).hasMessage("7 values, expected 90");
        }
    }

    private FoldedConvolution convolution(int kernel, int inputs, int outputs) {
        return new FoldedConvolution(
                kernel, inputs, outputs, values(kernel * kernel * inputs * outputs), values(outputs));
    }

    private float[] values(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return values;
    }
}
