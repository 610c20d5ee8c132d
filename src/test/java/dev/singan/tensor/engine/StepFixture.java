package dev.singan.tensor.engine;

import dev.singan.tensor.Tensor;
import dev.singan.tensor.file.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** The steps of one scale as PyTorch computed them in float64: {@code src/test/reference/singan_reference.py}. */
public record StepFixture(ScaleShape shape, Map<String, Tensor> tensors) {
    /** The fixtures there are: one and three channels, odd sizes, several seeds. */
    public static final String[] NAMES = {
        "steps-1x25x25x8-1", "steps-3x33x41x8-2", "steps-1x20x27x16-3", "steps-3x17x16x16-4"
    };

    /** Reads a fixture. */
    public static StepFixture read(String name) {
        try {
            Path file =
                    Path.of(Objects.requireNonNull(StepFixture.class.getResource("/singan/" + name + ".safetensors"))
                            .toURI());
            Safetensors content = Safetensors.read(file);
            int[] n = Arrays.stream(new String[] {"channels", "height", "width", "filters"})
                    .mapToInt(k -> Integer.parseInt(content.metadata().get(k)))
                    .toArray();
            return new StepFixture(new ScaleShape(n[0], n[1], n[2], n[3]), content.tensors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of a tensor. */
    public float[] get(String name) {
        return tensors.get(name).data();
    }

    /** The network before its first step. */
    public NetState initial(Net net) {
        return NetState.fresh(shape.layout(net), get(net == Net.GENERATOR ? "generator" : "critic"));
    }

    /** An engine with networks and inputs as the reference had them. */
    public StepEngine open(Engine engine) {
        StepEngine steps = engine.open(shape, StepSettings.published());
        steps.load(initial(Net.GENERATOR));
        steps.load(initial(Net.CRITIC));
        steps.setReal(get("real"));
        steps.setReconstruction(get("rec_input"), get("rec_previous"));
        return steps;
    }

    /** The relative distance of two vectors, ||a - b|| / ||b||. */
    public static double distance(float[] a, float[] b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < b.length; i++) {
            difference += Math.pow(a[i] - b[i], 2);
            norm += Math.pow(b[i], 2);
        }
        return Math.sqrt(difference / norm);
    }
}
