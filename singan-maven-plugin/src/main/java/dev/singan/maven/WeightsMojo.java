package dev.singan.maven;

import dev.singan.classify.KnownWeights;
import dev.singan.classify.Weights;
import dev.singan.classify.WeightsRequest;
import dev.singan.study.Names;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Gets pretrained weights: from a local file, from the cache, or from their publisher; each is verified by its SHA-256. The profile
 * {@code imagenet} of the study binds it; offline nothing is fetched.
 */
@Mojo(name = "weights", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class WeightsMojo extends AbstractSinganMojo {
    /** Which weights: {@code resnet50-v2} (the thesis's), {@code resnet50-v1}, {@code inception-v3} (for SiFID); separated by commas. */
    @Parameter(property = "singan.weights.names", defaultValue = "resnet50-v2,inception-v3")
    private List<String> names;

    /** A local file to take for ResNet50 instead of fetching it. */
    @Parameter(property = "singan.weights.file")
    private @Nullable File file;

    /** Where to fetch from instead of the publisher, such as a mirror: the address that the file's name is put behind. */
    @Parameter(property = "singan.weights.url")
    private @Nullable String url;

    /** The folder, outside of the project, where fetched files are kept. */
    @Parameter(property = "singan.weights.cache", defaultValue = "${user.home}/.cache/singan/weights")
    private File cache;

    @Override
    void run() throws IOException {
        List<String> known =
                Arrays.stream(KnownWeights.values()).map(KnownWeights::id).toList();
        for (String name : names) {
            Names.choice("singan.weights.names", name, known);
            KnownWeights weights = Arrays.stream(KnownWeights.values())
                    .filter(w -> w.id().equals(name))
                    .findFirst()
                    .orElseThrow();
            @Nullable File given = name.startsWith("resnet50") ? file : null;
            Path got = Weights.obtain(
                    new WeightsRequest(
                            weights,
                            given == null ? null : path(given),
                            url == null
                                    ? null
                                    : URI.create(url.endsWith("/") ? url : url + "/")
                                            .resolve(weights.fileName()),
                            path(cache),
                            session.isOffline()),
                    progress());
            getLog().info("weights: " + name + " is " + got);
        }
    }
}
