package dev.singan.tensor.nd4j;

import dev.singan.tensor.engine.ScaleShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images between planes (CHW), as callers have them, and NHWC, as the engine computes. */
final class Images {
    private Images() {}

    /** Writes an image into the middle of [1, h + 2 border, w + 2 border, c]; what is around it becomes 0. */
    static void put(float[] planes, ScaleShape shape, int border, INDArray out) {
        put(planes, shape.channels(), shape.height(), shape.width(), border, out);
    }

    static void put(float[] planes, int channels, int height, int width, int border, INDArray out) {
        if (planes.length != channels * height * width) {
            throw new IllegalArgumentException(
                    planes.length + " values for an image of " + channels + "x" + height + "x" + width);
        }
        int rowLength = (width + 2 * border) * channels;
        float[] values = new float[(height + 2 * border) * rowLength];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                int from = (c * height + y) * width;
                int to = (y + border) * rowLength + border * channels + c;
                for (int x = 0; x < width; x++) {
                    values[to + x * channels] = planes[from + x];
                }
            }
        }
        out.assign(Nd4j.createFromArray(values).reshape(out.shape()));
    }

    /** Reads [1, h, w, c]. */
    static float[] get(INDArray image) {
        int n = (int) (image.size(1) * image.size(2));
        int channels = (int) image.size(3);
        float[] values =
                Nd4jArena.view(image, image.offset(), (long) n * channels).toFloatVector();
        float[] planes = new float[n * channels];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < channels; c++) {
                planes[c * n + i] = values[i * channels + c];
            }
        }
        return planes;
    }
}
