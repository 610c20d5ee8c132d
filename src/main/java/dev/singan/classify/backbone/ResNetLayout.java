package dev.singan.classify.backbone;

import dev.singan.base.Seeds;
import dev.singan.base.UserException;
import dev.singan.classify.weights.KnownWeights;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.ConvolutionProgram.Value;
import dev.singan.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The tensors of a bottleneck ResNet in torchvision's names and shapes. ResNet50 has blocks 3, 4, 6, 3 and width 64 (He et al.,
 * Deep Residual Learning for Image Recognition, CVPR 2016; version 1.5, with the stride on the 3x3 convolution).
 *
 * @param blocks bottleneck blocks of each of the four stages
 * @param width channels behind the first convolution and of the first stage's bottlenecks
 */
record ResNetLayout(List<Integer> blocks, int width) {
    /** ResNet50. */
    static final ResNetLayout RESNET50 = new ResNetLayout(List.of(3, 4, 6, 3), 64);

    private static final int EXPANSION = 4;
    private static final int LISTED = 12;

    ResNetLayout {
        blocks = List.copyOf(blocks);
    }

    /** How many features come out: 2048 for ResNet50. */
    int features() {
        return width * EXPANSION << (blocks.size() - 1);
    }

    /** The convolutions and their batch norms: names of each pair, and the shape of the convolution. */
    Map<String, Convolution> convolutions() {
        Map<String, Convolution> all = new LinkedHashMap<>();
        all.put("conv1", new Convolution("bn1", width, 3, 7));
        int inputs = width;
        for (int stage = 0; stage < blocks.size(); stage++) {
            int planes = width << stage;
            for (int block = 0; block < blocks.get(stage); block++) {
                String prefix = "layer" + (stage + 1) + "." + block + ".";
                all.put(prefix + "conv1", new Convolution(prefix + "bn1", planes, inputs, 1));
                all.put(prefix + "conv2", new Convolution(prefix + "bn2", planes, planes, 3));
                all.put(prefix + "conv3", new Convolution(prefix + "bn3", planes * EXPANSION, planes, 1));
                if (block == 0) {
                    all.put(
                            prefix + "downsample.0",
                            new Convolution(prefix + "downsample.1", planes * EXPANSION, inputs, 1));
                }
                inputs = planes * EXPANSION;
            }
        }
        return all;
    }

    /** A convolution's batch norm and shape. */
    record Convolution(String norm, int outputs, int inputs, int kernel) {
        int[] shape() {
            return new int[] {outputs, inputs, kernel, kernel};
        }
    }

    /** Appends a bottleneck block to a program. */
    @FunctionalInterface
    interface Bottleneck {
        /**
         * @param x the block's input, which it releases
         * @param prefix of the names of its convolutions
         * @param projected whether the shortcut is a convolution
         * @return the block's output
         */
        Value append(Value x, String prefix, int stride, boolean projected);
    }

    /**
     * Appends all that comes behind the first convolution, to the means that are the features.
     *
     * @param x what the first convolution gives, rectified; it is released
     */
    void finish(ConvolutionProgram program, Value x, Bottleneck bottleneck) {
        Value y = program.maximum(x, 3, 2, 1);
        program.release(x);
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int block = 0; block < blocks.get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                y = bottleneck.append(y, "layer" + (stage + 1) + "." + block + ".", stride, block == 0);
            }
        }
        program.finishWithMean(y);
    }

    private Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        convolutions().forEach((name, convolution) -> {
            shapes.put(name + ".weight", convolution.shape());
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                shapes.put(convolution.norm() + "." + part, new int[] {convolution.outputs()});
            }
        });
        return shapes;
    }

    /**
     * Holds tensors against the layout. The classifier ({@code fc}) and counters of batches are not used and may be there.
     *
     * @param origin the file, for the message
     * @throws UserException where tensors are missing, too many or of another shape; it lists them all (the first
     *     {@value #LISTED} of them)
     */
    void verify(Map<String, Tensor> tensors, String origin) {
        List<String> problems = new ArrayList<>();
        Map<String, int[]> shapes = shapes();
        shapes.forEach((name, shape) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                problems.add(name + " is missing");
            } else if (!Arrays.equals(tensor.shape(), shape)) {
                problems.add(name + " is " + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(shape));
            }
        });
        for (String name : tensors.keySet()) {
            boolean unused = name.startsWith("fc.") || name.endsWith(".num_batches_tracked");
            if (!shapes.containsKey(name) && !unused) {
                problems.add(name + " is not part of the network");
            }
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - LISTED;
            throw new UserException(origin + " does not hold torchvision's ResNet50: "
                    + String.join("; ", problems.subList(0, Math.min(LISTED, problems.size())))
                    + (more > 0 ? "; and " + more + " more" : "")
                    + ". Set singan.weights to " + KnownWeights.RESNET50_V2.fileName() + " or a file like it.");
        }
    }

    /**
     * Random weights, as torchvision initialises a new network: normal with deviation sqrt(2 / (outputs kernel^2)), batch norms
     * the identity.
     */
    Map<String, Tensor> random(Seeds seeds) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        convolutions().forEach((name, convolution) -> {
            double deviation = Math.sqrt(2.0 / (convolution.outputs() * convolution.kernel() * convolution.kernel()));
            ZigguratSampler.NormalizedGaussian normal =
                    ZigguratSampler.NormalizedGaussian.of(seeds.stream("resnet50/random/" + name));
            float[] weights = new float
                    [convolution.outputs() * convolution.inputs() * convolution.kernel() * convolution.kernel()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (normal.sample() * deviation);
            }
            tensors.put(name + ".weight", new Tensor(convolution.shape(), weights));
            tensors.put(convolution.norm() + ".weight", constant(convolution.outputs(), 1));
            tensors.put(convolution.norm() + ".bias", constant(convolution.outputs(), 0));
            tensors.put(convolution.norm() + ".running_mean", constant(convolution.outputs(), 0));
            tensors.put(convolution.norm() + ".running_var", constant(convolution.outputs(), 1));
        });
        return tensors;
    }

    private static Tensor constant(int n, float value) {
        float[] values = new float[n];
        Arrays.fill(values, value);
        return Tensor.vector(values);
    }
}
