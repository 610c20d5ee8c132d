package dev.singan.maven;

import dev.singan.base.Words;
import dev.singan.classify.backbone.BackboneOptions;
import dev.singan.classify.weights.KnownWeights;
import dev.singan.classify.weights.Weights;
import dev.singan.classify.weights.WeightsRequest;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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

    /** A local copy of the known ResNet50 file, to be put into the cache instead of fetching it. */
    @Parameter(property = "singan.weights.file")
    private @Nullable File file;

    /** Where to fetch from instead of the publisher, such as a mirror: the address that the file's name is put behind. */
    @Parameter(property = "singan.weights.url")
    private @Nullable String url;

    /** The folder, outside of the project, where fetched files are kept. */
    @Parameter(property = "singan.weights.cache", defaultValue = "${user.home}/.cache/singan/weights")
    private File cache;

    /** The backbone's weights: where this names a file outside of the cache, or {@code random}, nothing is fetched; a file is looked at. */
    @Parameter(property = "singan.weights")
    private @Nullable String weights;

    /** SiFID's weights: where this names a file outside of the cache, that one is looked at and nothing is fetched. */
    @Parameter(property = "singan.sifid.weights")
    private @Nullable File sifidWeights;

    @Override
    protected void run() throws IOException {
        for (String name : names) {
            KnownWeights wanted =
                    Words.choice("singan.weights.names", name, List.of(KnownWeights.values()), KnownWeights::id);
            getLog().info("weights: " + name + " is " + obtain(wanted));
        }
    }

    private String obtain(KnownWeights wanted) throws IOException {
        boolean backbone = wanted != KnownWeights.INCEPTION_V3;
        if (backbone && BackboneOptions.RANDOM.equals(weights)) {
            return "random, as " + wanted.property() + " says";
        }
        @Nullable Path own = backbone ? backboneWeights(weights) : sifidWeights == null ? null : path(sifidWeights);
        if (own != null && !own.startsWith(path(cache))) {
            Weights.describe(own, wanted, progress());
            return own.toString();
        }
        return Weights.obtain(
                        new WeightsRequest(
                                wanted,
                                backbone && file != null ? path(file) : null,
                                source(wanted),
                                path(cache),
                                session.isOffline(),
                                adopt),
                        progress())
                .toString();
    }

    private @Nullable URI source(KnownWeights wanted) {
        return url == null
                ? null
                : URI.create(url.endsWith("/") ? url : url + "/").resolve(wanted.fileName());
    }
}
