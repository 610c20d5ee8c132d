package dev.singan.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.tensor.engine.Net;
import dev.singan.tensor.engine.NetLayout;
import dev.singan.tensor.engine.ScaleShape;
import dev.singan.tensor.engine.StepEngine;
import dev.singan.tensor.engine.StepFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A second oracle beside PyTorch. SameDiff has no second derivatives, but the critic's gradient with respect to the image can be
 * written out as forward operations, and SameDiff then differentiates the penalty made from it by itself.
 */
class SameDiffOracleTest {
    private static final int LAST = NetLayout.BLOCKS;
    private static final float MIX = 0.3f;

    private final SameDiff graph = SameDiff.create();
    private final List<SDVariable> weights = new ArrayList<>();
    private final List<SDVariable> gammas = new ArrayList<>();
    private final List<SDVariable> betas = new ArrayList<>();

    /** What a forward pass leaves for the gradient. */
    private record Pass(
            SDVariable map, List<SDVariable> masks, List<SDVariable> normalised, List<SDVariable> inverse) {}

    @ParameterizedTest
    @ValueSource(strings = {"steps-1x25x25x8-1", "steps-3x17x16x16-4"})
    void theCriticsGradientIsThatOfTheWrittenOutPenalty(String name) {
        StepFixture fixture = StepFixture.read(name);
        try (StepEngine steps = fixture.open(new Nd4jEngine())) {
            steps.generate(fixture.get("input"), fixture.get("previous"));
            float[] fake = steps.fake();
            StepEngine.CriticLosses losses = steps.criticStep(MIX, 5e-4);
            build(fixture);
            Map<String, INDArray> images = images(fixture, fake);
            double loss = graph.outputSingle(images, "loss").getDouble(0);
            assertThat(losses.real() + losses.fake() + losses.penalty()).isCloseTo(loss, within(1e-5));
            assertThat(StepFixture.distance(steps.gradient(Net.CRITIC), gradient(fixture, images)))
                    .isLessThan(5e-5);
        }
    }

    private static Map<String, INDArray> images(StepFixture fixture, float[] fake) {
        ScaleShape shape = fixture.shape();
        INDArray real = Nd4j.zeros(DataType.FLOAT, 1, shape.height(), shape.width(), shape.channels());
        INDArray made = real.dup();
        Images.put(fixture.get("real"), shape, 0, real);
        Images.put(fake, shape, 0, made);
        return Map.of("real", real, "fake", made, "mixed", real.mul(MIX).add(made.mul(1 - MIX)));
    }

    private void build(StepFixture fixture) {
        ScaleShape shape = fixture.shape();
        NetLayout layout = shape.layout(Net.CRITIC);
        INDArray values = Nd4j.createFromArray(Nd4jWeightOrder.toHwio(layout, fixture.get("critic")));
        for (int l = 0; l <= LAST; l++) {
            weights.add(graph.var(
                    "w" + l,
                    Nd4jArena.view(values, layout.weight(l), 3, 3, layout.inputs(l), layout.outputs(l))
                            .dup()));
            if (l < LAST) {
                gammas.add(graph.var(
                        "g" + l,
                        Nd4jArena.view(values, layout.gamma(l), 1, 1, 1, shape.filters())
                                .dup()));
                betas.add(graph.var(
                        "b" + l,
                        Nd4jArena.view(values, layout.beta(l), 1, 1, 1, shape.filters())
                                .dup()));
            }
        }
        SDVariable bias = graph.constant("bias", values.getFloat(layout.bias()));
        SDVariable real = forward(placeHolder("real", shape)).map().add(bias).mean();
        SDVariable fake = forward(placeHolder("fake", shape)).map().add(bias).mean();
        SDVariable slope = slope(forward(placeHolder("mixed", shape)), shape);
        SDVariable norm = graph.math().sqrt(slope.mul(slope).sum(false, 3));
        SDVariable excess = norm.sub(1);
        fake.sub(real).add(excess.mul(excess).mean().mul(0.1)).rename("loss");
        graph.setLossVariables("loss");
    }

    private SDVariable placeHolder(String name, ScaleShape shape) {
        return graph.placeHolder(name, DataType.FLOAT, 1, shape.height(), shape.width(), shape.channels());
    }

    private Pass forward(SDVariable image) {
        Pass pass = new Pass(image, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        SDVariable x = image;
        Conv2DConfig valid = Conv2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(1)
                .sW(1)
                .paddingMode(PaddingMode.VALID)
                .dataFormat("NHWC")
                .build();
        for (int b = 0; b < LAST; b++) {
            SDVariable z = graph.cnn().conv2d(x, weights.get(b), valid);
            SDVariable centred = z.sub(z.mean(true, 1, 2));
            SDVariable variance = centred.mul(centred).mean(true, 1, 2);
            SDVariable inverse = graph.math().rsqrt(variance.add(1e-5));
            SDVariable normal = centred.mul(inverse);
            SDVariable y = normal.mul(gammas.get(b)).add(betas.get(b));
            SDVariable mask = graph.math().sign(y).mul(0.4).add(0.6);
            pass.masks().add(mask);
            pass.normalised().add(normal);
            pass.inverse().add(inverse);
            x = y.mul(mask);
        }
        SDVariable map = graph.cnn().conv2d(x, weights.get(LAST), valid);
        return new Pass(map, pass.masks(), pass.normalised(), pass.inverse());
    }

    /** The gradient of the sum of the map with respect to the image, as forward operations. */
    private SDVariable slope(Pass pass, ScaleShape shape) {
        DeConv2DConfig transposed = DeConv2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(1)
                .sW(1)
                .pH(0)
                .pW(0)
                .dH(1)
                .dW(1)
                .isSameMode(false)
                .dataFormat("NHWC")
                .build();
        SDVariable g = graph.constant(
                "ones",
                Nd4j.ones(
                        DataType.FLOAT,
                        1,
                        shape.height() - 2 * ScaleShape.LAYERS,
                        shape.width() - 2 * ScaleShape.LAYERS,
                        1));
        g = graph.cnn().deconv2d(g, weights.get(LAST), transposed);
        for (int b = LAST - 1; b >= 0; b--) {
            SDVariable incoming = g.mul(pass.masks().get(b));
            SDVariable x = pass.normalised().get(b);
            SDVariable mean = incoming.mean(true, 1, 2);
            SDVariable product = incoming.mul(x).mean(true, 1, 2);
            SDVariable factor = gammas.get(b).mul(pass.inverse().get(b));
            SDVariable outgoing = incoming.sub(mean).sub(x.mul(product)).mul(factor);
            g = graph.cnn().deconv2d(outgoing, weights.get(b), transposed);
        }
        return g;
    }

    private float[] gradient(StepFixture fixture, Map<String, INDArray> images) {
        NetLayout layout = fixture.shape().layout(Net.CRITIC);
        List<String> names = new ArrayList<>();
        weights.forEach(v -> names.add(v.name()));
        gammas.forEach(v -> names.add(v.name()));
        betas.forEach(v -> names.add(v.name()));
        Map<String, INDArray> gradients = graph.calculateGradients(images, names);
        float[] flat = new float[layout.length()];
        for (int l = 0; l <= LAST; l++) {
            put(gradients.get("w" + l), flat, layout.weight(l));
            if (l < LAST) {
                put(gradients.get("g" + l), flat, layout.gamma(l));
                put(gradients.get("b" + l), flat, layout.beta(l));
            }
        }
        return Nd4jWeightOrder.toOihw(layout, flat);
    }

    private static void put(INDArray gradient, float[] to, int offset) {
        float[] values = gradient.dup('c').ravel().toFloatVector();
        System.arraycopy(values, 0, to, offset, values.length);
    }
}
