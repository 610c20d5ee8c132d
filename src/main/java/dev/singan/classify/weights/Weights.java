package dev.singan.classify.weights;

import dev.singan.base.AtomicFiles;
import dev.singan.base.Hashes;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.Redaction;
import dev.singan.base.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Gets pretrained weights: a local file, the cache, or the publisher, in this order, and always verified. */
public final class Weights {
    private static final OwnFolder.Kind KIND = new OwnFolder.Kind(
            "cache", "-Dsingan.weights.cache=…", Weights::isWeights, Set.of(), Weights::isOfEarlierVersion);

    private Weights() {}

    private static boolean isWeights(String name) {
        return Arrays.stream(KnownWeights.values())
                .map(KnownWeights::fileName)
                .anyMatch(known -> name.equals(known) || name.equals(known + AtomicFiles.PARTIAL_SUFFIX));
    }

    private static boolean isOfEarlierVersion(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.allMatch(f -> isWeights(f.getFileName().toString()));
        }
    }

    /**
     * Gets weights.
     *
     * @return the file in the cache that holds them
     * @throws UserException where they cannot be had, or are not what they should be
     * @throws dev.singan.base.CancelledException where the work shall stop; what was fetched is kept and continued
     */
    public static Path obtain(WeightsRequest request, Progress progress) throws IOException {
        KnownWeights weights = request.weights();
        Path cached = request.cache().resolve(weights.fileName());
        Path given = request.file();
        if (given != null) {
            return local(given, request, cached, progress);
        }
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
                    + " by other means and give it with -D" + weights.property() + "=FILE.");
        }
        URI source = request.source() == null ? weights.uri() : request.source();
        requireSecure(source);
        OwnFolder.claim(request.cache(), KIND, request.adopt());
        fetch(source, weights, cached, progress);
        return cached;
    }

    /** Another network's file would be taken for the known one by every later build, so it is not let into the cache. */
    private static Path local(Path file, WeightsRequest request, Path cached, Progress progress) throws IOException {
        KnownWeights weights = request.weights();
        String hash = describe(file, weights, progress);
        if (!hash.equals(weights.sha256())) {
            throw new UserException(file + " has the SHA-256 " + hash + ", but " + weights.fileName() + " has "
                    + weights.sha256() + ". To use other weights, name their file by -D" + weights.property()
                    + "=FILE instead of -Dsingan.weights.file.");
        }
        if (!Files.isRegularFile(cached) || !Hashes.sha256(cached).equals(hash)) {
            OwnFolder.claim(request.cache(), KIND, request.adopt());
            AtomicFiles.write(cached, out -> Files.copy(file, out));
        }
        return cached;
    }

    /**
     * Tells whether a file can be taken for weights, and its hash.
     *
     * @param weights which weights it stands for
     * @return its SHA-256
     * @throws UserException where there is no such file, or it bears the name of known weights without being them
     */
    public static String describe(Path file, KnownWeights weights, Progress progress) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserException("There is no weights file " + file + ". Correct -D" + weights.property()
                    + " or -Dsingan.weights.file, or leave it out to let " + weights.fileName() + " be fetched.");
        }
        String hash = Hashes.sha256(file);
        KnownWeights.ofFileName(file.getFileName().toString()).ifPresent(known -> known.requireHash(file, hash));
        String known = Arrays.stream(KnownWeights.values())
                .filter(one -> one.sha256().equals(hash))
                .map(one -> ", that of " + one.fileName())
                .findFirst()
                .orElse(", which is none of the known ones");
        progress.info(file + " has the SHA-256 " + hash + known);
        return hash;
    }

    /** The hash guards the content; encryption keeps others from seeing or cutting the transfer. Loopback needs none. */
    private static void requireSecure(URI source) {
        String host = source.getHost();
        boolean loopback = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        if (!"https".equals(source.getScheme()) && !loopback) {
            throw new UserException("Weights are fetched over https only, not from " + Redaction.address(source)
                    + ". Correct singan.weights.url.");
        }
    }

    private static void fetch(URI source, KnownWeights weights, Path target, Progress progress) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        new Download(source, partial, progress).run();
        String hash = Hashes.sha256(partial);
        if (!hash.equals(weights.sha256())) {
            Files.delete(partial);
            throw new UserException("What " + Redaction.address(source) + " sent has the SHA-256 " + hash + ", but "
                    + weights.fileName()
                    + " has " + weights.sha256()
                    + ". It was deleted: run the build again, or correct singan.weights.url.");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
