package dev.singan.classify;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gets pretrained weights: a local file, the cache, or the publisher, in this order, and always verified. */
public final class Weights {
    private Weights() {}

    /**
     * Gets weights.
     *
     * @return the file that holds them: the given one, or the one in the cache
     * @throws UserException where they cannot be had, or are not what they should be
     * @throws dev.singan.base.CancelledException where the work shall stop; what was fetched is kept and continued
     */
    public static Path obtain(WeightsRequest request, Progress progress) throws IOException {
        KnownWeights weights = request.weights();
        Path given = request.file();
        if (given != null) {
            return local(given, weights, progress);
        }
        Path cached = request.cache().resolve(weights.fileName());
        if (Files.isRegularFile(cached)) {
            if (Hashes.sha256(cached).equals(weights.sha256())) {
                progress.info(weights.fileName() + " is in the cache");
                return cached;
            }
            progress.warn(cached + " is damaged and is fetched again");
        }
        if (request.offline()) {
            throw new UserException(weights.fileName() + " is not in " + request.cache()
                    + ", and the build is offline. Run it once without -o, or fetch " + weights.uri()
                    + " by other means and give it with -Dsingan.weights.file=FILE.");
        }
        URI source = request.source() == null ? weights.uri() : request.source();
        requireSecure(source);
        fetch(source, weights, cached, progress);
        return cached;
    }

    private static Path local(Path file, KnownWeights weights, Progress progress) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "There is no weights file " + file + ". Correct singan.weights.file, or leave it out to" + " let "
                            + weights.fileName() + " be fetched.");
        }
        String hash = Hashes.sha256(file);
        boolean known = hash.equals(weights.sha256());
        if (!known && file.getFileName().toString().equals(weights.fileName())) {
            weights.requireHash(file, hash);
        }
        progress.info(
                file + " has the SHA-256 " + hash + (known ? ", that of " : ", not that of ") + weights.fileName());
        return file;
    }

    /** The hash guards the content; encryption keeps others from seeing or cutting the transfer. Loopback needs none. */
    private static void requireSecure(URI source) {
        String host = source.getHost();
        boolean loopback = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        if (!"https".equals(source.getScheme()) && !loopback) {
            throw new UserException(
                    "Weights are fetched over https only, not from " + source + ". Correct singan.weights.url.");
        }
    }

    private static void fetch(URI source, KnownWeights weights, Path target, Progress progress) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        new Download(source, partial, progress).run();
        String hash = Hashes.sha256(partial);
        if (!hash.equals(weights.sha256())) {
            Files.delete(partial);
            throw new UserException("What " + source + " sent has the SHA-256 " + hash + ", but " + weights.fileName()
                    + " has " + weights.sha256()
                    + ". It was deleted: run the build again, or correct singan.weights.url.");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
