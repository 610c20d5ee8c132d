package dev.singan.classify.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.singan.FormulaWeights;
import dev.singan.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The network written out a second time, as a DL4J graph with its batch norms unfolded, is the oracle of the fast one. */
class ResNetGraphTest {
    private static final ResNetLayout SMALL = new ResNetLayout(List.of(2, 1, 1, 1), 4);
    private static final int SIZE = 48;

    @Test
    void theFastNetworkAgreesWithDl4jsGraph() {
        Map<String, Tensor> state = new HashMap<>();
        SMALL.convolutions().forEach((name, c) -> FormulaWeights.add(state, name, c.shape(), c.norm()));
        float[] images = FormulaWeights.numbers("graph", 2 * SIZE * SIZE * 3);
        INDArray nchw = Nd4j.createFromArray(images)
                .reshape('c', 2, SIZE, SIZE, 3)
                .permute(0, 3, 1, 2)
                .dup('c');
        float[] expected = graph(state).outputSingle(nchw).dup('c').data().asFloat();
        try (ResNet net = new ResNet(SMALL, state, 2, SIZE)) {
            float[] features = net.run(images);
            assertThat(features).hasSize(expected.length);
            for (int i = 0; i < features.length; i++) {
                assertThat(features[i]).isCloseTo(expected[i], within(1e-4f * expected[i] + 1e-5f));
            }
        }
    }

    private static ComputationGraph graph(Map<String, Tensor> state) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIZE, SIZE, 3));
        String x = convolution(builder, "image", "conv1", 2, 3, true);
        builder.addLayer(
                "maxpool",
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build(),
                x);
        x = "maxpool";
        for (int stage = 0; stage < SMALL.blocks().size(); stage++) {
            for (int block = 0; block < SMALL.blocks().get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                x = bottleneck(builder, x, "layer" + (stage + 1) + "." + block, stride, block == 0);
            }
        }
        builder.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), x).setOutputs("mean");
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        SMALL.convolutions().forEach((name, c) -> {
            set(graph, name, "W", state.get(name + ".weight"));
            set(graph, c.norm(), "gamma", state.get(c.norm() + ".weight"));
            set(graph, c.norm(), "beta", state.get(c.norm() + ".bias"));
            set(graph, c.norm(), "mean", state.get(c.norm() + ".running_mean"));
            set(graph, c.norm(), "var", state.get(c.norm() + ".running_var"));
        });
        return graph;
    }

    private static String bottleneck(GraphBuilder builder, String x, String name, int stride, boolean projected) {
        String a = convolution(builder, x, name + ".conv1", 1, 0, true);
        String b = convolution(builder, a, name + ".conv2", stride, 1, true);
        String c = convolution(builder, b, name + ".conv3", 1, 0, false);
        String shortcut = projected ? convolution(builder, x, name + ".downsample.0", stride, 0, false) : x;
        builder.addVertex(name + ".sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), c, shortcut);
        return relu(builder, name + ".sum");
    }

    private static String convolution(
            GraphBuilder builder, String x, String name, int stride, int padding, boolean rectified) {
        ResNetLayout.Convolution c = SMALL.convolutions().get(name);
        builder.addLayer(
                name,
                new ConvolutionLayer.Builder(c.kernel(), c.kernel())
                        .nIn(c.inputs())
                        .nOut(c.outputs())
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                x);
        builder.addLayer(
                c.norm(),
                new BatchNormalization.Builder()
                        .useLogStd(false)
                        .eps(1e-5)
                        .nOut(c.outputs())
                        .build(),
                name);
        return rectified ? relu(builder, c.norm()) : c.norm();
    }

    private static String relu(GraphBuilder builder, String x) {
        builder.addLayer(x + ".relu", new ActivationLayer(Activation.RELU), x);
        return x + ".relu";
    }

    private static void set(ComputationGraph graph, String layer, String parameter, Tensor tensor) {
        INDArray target = graph.getLayer(layer).getParam(parameter);
        target.assign(Nd4j.createFromArray(tensor.data()).reshape('c', target.shape()));
    }
}
