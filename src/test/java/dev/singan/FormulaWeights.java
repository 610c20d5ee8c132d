package dev.singan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.image.GrayImage;
import dev.singan.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** Weights and pictures by a formula that src/test/reference/networks.py has too, and what torchvision makes of them. */
public final class FormulaWeights {
    private FormulaWeights() {}

    /** What networks.py wrote. */
    public static JsonNode reference() {
        try (InputStream in = FormulaWeights.class.getResourceAsStream("/networks.json")) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Uniform in [-0.5, 0.5). */
    public static float[] numbers(String name, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) number(name, i);
        }
        return values;
    }

    private static double number(String name, int i) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        int h = (int) (crc.getValue() + i * 2654435761L);
        h ^= h >>> 15;
        h *= (int) 2246822519L;
        h ^= h >>> 13;
        return Integer.toUnsignedLong(h) / 4294967296.0 - 0.5;
    }

    /** Adds a convolution and its batch norm. */
    public static void add(Map<String, Tensor> state, String convolution, int[] shape, String norm) {
        int fan = shape[1] * shape[2] * shape[3];
        state.put(convolution + ".weight", tensor(convolution + ".weight", shape, 0, Math.sqrt(24.0 / fan)));
        int[] channels = {shape[0]};
        state.put(norm + ".weight", tensor(norm + ".weight", channels, 1, 0.2));
        state.put(norm + ".bias", tensor(norm + ".bias", channels, 0, 0.2));
        state.put(norm + ".running_mean", tensor(norm + ".running_mean", channels, 0, 0.2));
        state.put(norm + ".running_var", tensor(norm + ".running_var", channels, 1, 0.5));
    }

    private static Tensor tensor(String name, int[] shape, double centre, double width) {
        int count = 1;
        for (int extent : shape) {
            count *= extent;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (centre + width * number(name, i));
        }
        return new Tensor(shape, values);
    }

    /** A picture. */
    public static GrayImage picture(int height, int width) {
        byte[] pixels = new byte[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) (7 * x + 13 * y + (x * x + 3 * x * y + 5 * y * y) / 9);
            }
        }
        return new GrayImage(width, height, pixels);
    }

    /** A picture of another kind. */
    public static GrayImage smooth(int size) {
        byte[] pixels = new byte[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                pixels[y * size + x] = (byte) ((x * y + 3 * x) / 8);
            }
        }
        return new GrayImage(size, size, pixels);
    }
}
