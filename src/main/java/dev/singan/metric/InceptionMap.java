package dev.singan.metric;

import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.tensor.ConvolutionProgram;
import dev.singan.tensor.ConvolutionProgram.Value;
import dev.singan.tensor.FoldedConvolution;
import dev.singan.tensor.Tensor;
import dev.singan.tensor.engines.ConvolutionPrograms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The map of the published SiFID: the first three convolution blocks of torchvision's Inception v3 (convolution, batch norm
 * with eps 1e-3, ReLU), before the first pooling; 64 values per position. Grey values become value / 255 * 2 - 1 in three
 * equal channels, colours as they are; images are not resized.
 */
public final class InceptionMap implements FeatureExtractor {
    /** The name beside every score. */
    public static final String LAYER = "inception/64";

    private static final double EPSILON = 1e-3;

    /** A block: its name, and the convolution's stride and padding. */
    private record Block(String name, int[] shape, int stride, int padding) {}

    private static final List<Block> BLOCKS = List.of(
            new Block("Conv2d_1a_3x3", new int[] {32, 3, 3, 3}, 2, 0),
            new Block("Conv2d_2a_3x3", new int[] {32, 32, 3, 3}, 1, 0),
            new Block("Conv2d_2b_3x3", new int[] {64, 32, 3, 3}, 1, 1));

    /** The least side of an image, which leaves two positions in each direction. */
    private static final int SMALLEST = 9;

    private final List<FoldedConvolution> convolutions;
    private final String weights;
    private int height;
    private int width;
    private @Nullable ConvolutionProgram program;

    /**
     * @param tensors weights in torchvision's names; those of later layers may be there and are not used
     * @param weights what stands beside the scores: the SHA-256 of the file
     * @param origin the file, for messages
     * @throws UserException where tensors are missing or of another shape; it lists them all
     */
    public InceptionMap(Map<String, Tensor> tensors, String weights, String origin) {
        verify(tensors, origin);
        this.weights = weights;
        this.convolutions = BLOCKS.stream()
                .map(b -> FoldedConvolution.fold(tensors, b.name + ".conv", b.name + ".bn", EPSILON))
                .toList();
    }

    private static void verify(Map<String, Tensor> tensors, String origin) {
        List<String> problems = new ArrayList<>();
        for (Block block : BLOCKS) {
            check(tensors, block.name + ".conv.weight", block.shape, problems);
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                check(tensors, block.name + ".bn." + part, new int[] {block.shape[0]}, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new UserException(origin + " does not hold the first blocks of torchvision's Inception v3: "
                    + String.join("; ", problems)
                    + ". Set singan.sifid.weights to inception_v3_google-1a9a5a14.pth or a file like it.");
        }
    }

    private static void check(Map<String, Tensor> tensors, String name, int[] shape, List<String> problems) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            problems.add(name + " is missing");
        } else if (!Arrays.equals(tensor.shape(), shape)) {
            problems.add(name + " is " + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(shape));
        }
    }

    @Override
    public String layer() {
        return LAYER;
    }

    @Override
    public String weights() {
        return weights;
    }

    @Override
    public int channels() {
        return BLOCKS.get(BLOCKS.size() - 1).shape[0];
    }

    @Override
    public synchronized float[] of(GrayImage image) {
        float[] values = new float[3 * image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.pixels()[i / 3] & 0xff) / 255f * 2f - 1f;
        }
        return program(image.height(), image.width()).run(values);
    }

    @Override
    public synchronized float[] ofColor(FloatImage image) {
        int positions = image.height() * image.width();
        float[] values = new float[3 * positions];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.data()[i % 3 * positions + i / 3];
        }
        return program(image.height(), image.width()).run(values);
    }

    private ConvolutionProgram program(int rows, int columns) {
        if (program != null && rows == height && columns == width) {
            return program;
        }
        if (Math.min(rows, columns) < SMALLEST) {
            throw new IllegalArgumentException(
                    "an image of " + columns + "x" + rows + " is too small, at least " + SMALLEST + " are needed");
        }
        close();
        height = rows;
        width = columns;
        ConvolutionProgram made = ConvolutionPrograms.create(1, rows, columns, 3);
        Value x = made.input();
        for (int i = 0; i < BLOCKS.size(); i++) {
            x = made.convolve(x, convolutions.get(i), BLOCKS.get(i).stride, BLOCKS.get(i).padding, true);
        }
        made.finishWith(x);
        program = made;
        return made;
    }

    @Override
    public synchronized void close() {
        if (program != null) {
            program.close();
            program = null;
        }
    }
}
