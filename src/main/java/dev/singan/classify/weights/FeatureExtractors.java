package dev.singan.classify.weights;

import dev.singan.base.Progress;
import dev.singan.metric.FeatureExtractor;
import dev.singan.metric.GaborMap;
import dev.singan.metric.InceptionMap;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The feature maps of SiFID. */
public final class FeatureExtractors {
    private FeatureExtractors() {}

    /**
     * Opens a map; the caller closes it.
     *
     * @param weights {@code singan.sifid.weights}: Inception's, a {@code .pth} or {@code .safetensors} file, or null for the
     *     fixed filters of {@link GaborMap}
     * @param progress is told what was taken off around the weights
     * @throws dev.singan.base.UserException where the file is missing, damaged or of another network
     */
    public static FeatureExtractor open(@Nullable Path weights, Progress progress) throws IOException {
        if (weights == null) {
            return new GaborMap();
        }
        WeightsFile file = WeightsFile.read(weights, progress);
        return new InceptionMap(file.tensors(), file.sha256(), file.file().toString());
    }
}
