package dev.singan.gan.use;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.singan.gan.model.SampleRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a trained SinGAN shall make, as files ({@link ImageFilesRun}). It can be written as JSON and read back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ImageRequest.Samples.class, name = "samples"),
    @JsonSubTypes.Type(value = ImageRequest.Animated.class, name = "animated"),
    @JsonSubTypes.Type(value = ImageRequest.Enlarged.class, name = "enlarged"),
    @JsonSubTypes.Type(value = ImageRequest.Injected.class, name = "injected")
})
public sealed interface ImageRequest {
    /** The SinGAN's folder, this project's or the official code's. */
    Path model();

    /** The folder where the pictures go; made where there is none, other files in it are left alone. */
    Path output();

    /** What computes: {@code auto}, {@code exact}, {@code cuda} or {@code nd4j}. */
    String engine();

    /**
     * Random samples: {@code 0000.png}, {@code 0001.png}, …
     *
     * @param samples what to sample
     */
    record Samples(Path model, Path output, String engine, SampleRequest samples) implements ImageRequest {}

    /**
     * An animation: {@code animation.gif} and {@code frame-0000.png}, …
     *
     * @param animation the walk
     */
    record Animated(Path model, Path output, String engine, AnimationRequest animation) implements ImageRequest {}

    /**
     * Super-resolution: {@code enlarged.png}.
     *
     * @param factor from 1.2 to 16
     * @param seed the seed of the noise
     */
    record Enlarged(Path model, Path output, String engine, double factor, long seed) implements ImageRequest {}

    /** What is done with an image that enters a SinGAN. */
    enum Use {
        /** {@code harmonized.png}. */
        HARMONIZE,
        /** {@code edited.png} and {@code edited-masked.png}. */
        EDIT,
        /** {@code painted.png}. */
        PAINT
    }

    /**
     * An image that enters the SinGAN.
     *
     * @param use what is done with it
     * @param reference the image
     * @param mask where it was changed; null for a painting
     * @param injection where it enters
     * @param paintModel where the SinGAN whose scale is trained on few colours goes; null for a painting that is used as it is
     * @param iterations of that training
     * @param replaces whether what that folder holds of another training is replaced
     */
    record Injected(
            Path model,
            Path output,
            String engine,
            Use use,
            Path reference,
            @Nullable Path mask,
            InjectionRequest injection,
            @Nullable Path paintModel,
            int iterations,
            boolean replaces)
            implements ImageRequest {}
}
