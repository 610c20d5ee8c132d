package dev.singan.classify.weights;

import dev.singan.base.CancelledException;
import dev.singan.base.Limits;
import dev.singan.base.Progress;
import dev.singan.base.Redaction;
import dev.singan.base.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A download that goes on where an earlier one stopped: within one run after a broken connection, and in the next run. */
final class Download {
    private static final int TRIES = 4;
    private static final int CHUNK = 1 << 16;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SERVER_ERROR = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI source;
    private final Path file;
    private final Progress progress;
    private final long most;
    private final HttpClient client;

    Download(URI source, Path file, Progress progress) {
        this(source, file, Limits.DOWNLOAD, progress);
    }

    /** @param most bytes that the file may have */
    Download(URI source, Path file, long most, Progress progress) {
        this.most = most;
        this.source = source;
        this.file = file;
        this.progress = progress;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL);
        ProxySelector proxies = ProxySelector.getDefault();
        this.client = (proxies == null ? builder : builder.proxy(proxies)).build();
    }

    /** Downloads the whole file, or what is missing of it. */
    void run() throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = lock(channel)) {
            for (int tries = 1; ; tries++) {
                progress.checkCancelled();
                try {
                    attempt(channel);
                    channel.force(true);
                    return;
                } catch (IOException e) {
                    if (tries == TRIES || !lock.isValid()) {
                        throw new UserException(
                                Redaction.address(source) + " cannot be fetched: " + reason(e)
                                        + ". Check the connection and run the build again: it goes on at byte "
                                        + channel.size() + ".",
                                e);
                    }
                    progress.warn(
                            "The download was interrupted (" + reason(e) + ") and goes on at byte " + channel.size());
                }
            }
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it: the same as another process.
        }
        throw new UserException(file + " is being fetched by another build. Wait until that has ended.");
    }

    private void attempt(FileChannel channel) throws IOException {
        long from = channel.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(PATIENCE);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> {
                    channel.truncate(0);
                    receive(channel, body, response.headers().firstValueAsLong("Content-Length"));
                }
                case PARTIAL_CONTENT -> {
                    requireStart(response, from);
                    OptionalLong rest = response.headers().firstValueAsLong("Content-Length");
                    receive(channel, body, rest.isPresent() ? OptionalLong.of(from + rest.getAsLong()) : rest);
                }
                // There is nothing behind what is here: it is whole, as its hash will tell.
                case RANGE_NOT_SATISFIABLE -> progress.advance("download", from, from);
                default -> refuse(response.statusCode());
            }
        }
    }

    private void refuse(int status) throws IOException {
        if (status >= SERVER_ERROR) {
            throw new IOException("status " + status);
        }
        throw new UserException(Redaction.address(source) + " answered with status " + status
                + ". Correct singan.weights.url, or give a local file with -Dsingan.weights=FILE.");
    }

    private static void requireStart(HttpResponse<?> response, long from) throws IOException {
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + from + "-")) {
            throw new IOException("the server sent '" + range + "' when asked for bytes from " + from + " on");
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void receive(FileChannel channel, InputStream body, OptionalLong total) throws IOException {
        requireSize(channel, total.orElse(0));
        channel.position(channel.size());
        byte[] chunk = new byte[CHUNK];
        try (StallGuard guard = new StallGuard(body)) {
            for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
                guard.alive();
                requireSize(channel, channel.position() + n);
                channel.write(ByteBuffer.wrap(chunk, 0, n));
                progress.advance("download", channel.position(), Math.max(channel.position(), total.orElse(0)));
                progress.checkCancelled();
            }
        }
        if (total.isPresent() && channel.size() < total.getAsLong()) {
            throw new IOException("the connection ended at byte " + channel.size() + " of " + total.getAsLong());
        }
    }

    private void requireSize(FileChannel channel, long bytes) throws IOException {
        if (bytes > most) {
            channel.truncate(0);
            throw new UserException(Redaction.address(source) + " sends more than " + most
                    + " bytes, so it cannot be what is wanted. Nothing of it was kept: correct singan.weights.url.");
        }
    }

    /** Closes a stream that has been silent for too long, so that a read does not wait for ever. */
    private static final class StallGuard implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "download-stall-guard");
            thread.setDaemon(true);
            return thread;
        });
        private final ScheduledFuture<?> watch;
        private volatile long last = System.nanoTime();

        StallGuard(InputStream body) {
            this.watch = timer.scheduleWithFixedDelay(() -> check(body), 1, 1, TimeUnit.SECONDS);
        }

        private void check(InputStream body) {
            if (System.nanoTime() - last > PATIENCE.toNanos()) {
                try {
                    body.close();
                } catch (IOException e) {
                    // The reader notices by itself that the stream is closed.
                }
            }
        }

        void alive() {
            last = System.nanoTime();
        }

        @Override
        public void close() {
            watch.cancel(false);
            timer.shutdownNow();
        }
    }
}
