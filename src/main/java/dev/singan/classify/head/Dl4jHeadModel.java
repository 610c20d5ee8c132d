package dev.singan.classify.head;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The head as a DL4J network: one output layer on the backbone's features, as the thesis put one on ResNet50's. DL4J's Adam adds ε before
 * the correction of the root, which differs from PyTorch's by less than float32's rounding for any gradient above 1e-6.
 */
final class Dl4jHeadModel implements HeadModel {
    private final HeadData data;
    private final MultiLayerNetwork network;
    private double learningRate;

    Dl4jHeadModel(HeadData data, double weightDecay, float[] start) {
        this.data = data;
        boolean logit = data.outputs() == 1;
        this.network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new Adam(1e-2))
                .l2(weightDecay)
                .list()
                .layer(new OutputLayer.Builder(logit ? LossFunction.XENT : LossFunction.MCXENT)
                        .activation(logit ? Activation.SIGMOID : Activation.SOFTMAX)
                        .nIn(data.dimension())
                        .nOut(data.outputs())
                        .build())
                .build());
        network.init(Nd4j.create(start, 1, start.length), true);
    }

    @Override
    public void step(int[] rows, int from, int to, double rate) {
        if (rate != learningRate) {
            network.setLearningRate(rate);
            learningRate = rate;
        }
        int d = data.dimension();
        float[] features = new float[(to - from) * d];
        float[] truth = new float[(to - from) * data.outputs()];
        for (int i = from; i < to; i++) {
            System.arraycopy(data.train(), rows[i] * d, features, (i - from) * d, d);
            int label = data.trainLabels()[rows[i]];
            if (data.outputs() == 1) {
                truth[i - from] = label;
            } else {
                truth[(i - from) * data.outputs() + label] = 1;
            }
        }
        try (INDArray x = Nd4j.create(features, to - from, d);
                INDArray y = Nd4j.create(truth, to - from, data.outputs())) {
            network.fit(x, y);
        }
    }

    @Override
    public float[] parameters() {
        return network.params().toFloatVector();
    }
}
