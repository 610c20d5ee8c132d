package dev.singan.classify.weights;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which weights are wanted, and where they may come from.
 *
 * @param weights which
 * @param file a local copy to put into the cache, or null to look in the cache and then fetch
 * @param source where to fetch from instead of the publisher, such as a mirror, or null
 * @param cache folder outside of the project where fetched files are kept
 * @param offline whether the network must not be touched
 * @param adopt whether the cache may hold what no goal has written; it is left alone
 */
public record WeightsRequest(
        KnownWeights weights, @Nullable Path file, @Nullable URI source, Path cache, boolean offline, boolean adopt) {}
