package dev.singan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged file of any kind is read, or refused in a message: never a trace, never without end. Each kind of record has 1,000 damages, the others 300, that are the
 * same in every run; with {@code -Pfuzz -Dfuzz.seconds=…} other ones for so long each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
    /** For one file, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long SECONDS = Long.getLong("fuzz.seconds", 0);

    @TempDir
    static Path folder;

    Stream<FuzzTarget> targets() throws Exception {
        return Stream.concat(RecordTargets.of(folder).stream(), FileTargets.of(folder).stream());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_damaged_file_is_read_or_refused_in_a_message(FuzzTarget target) throws Exception {
        for (byte[] whole : target.corpus()) {
            assertThat(fault(target, whole)).as("a whole file of " + target).isEmpty();
        }
        long first = SECONDS == 0 ? 0 : System.nanoTime();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long i = 0; SECONDS == 0 ? i < target.damages() : System.nanoTime() < end; i++) {
            byte[] whole = target.corpus().get((int) (i % target.corpus().size()));
            byte[] damaged = new Mutations(first + i).of(whole);
            Optional<String> fault = fault(target, damaged);
            assertThat(fault)
                    .as(
                            "seed %d of %s: %s",
                            first + i, target, Base64.getEncoder().encodeToString(damaged))
                    .isEmpty();
        }
    }

    /** What is wrong with how a file is read; a refusal with a message is not. */
    private static Optional<String> fault(FuzzTarget target, byte[] content) throws IOException, InterruptedException {
        Files.createDirectories(target.file().getParent());
        Files.write(target.file(), content);
        FutureTask<Optional<String>> task = new FutureTask<>(() -> read(target));
        Thread thread = new Thread(task, "fuzz");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Optional.of("no end after " + PATIENCE);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<String> read(FuzzTarget target) {
        try {
            target.reader().read(target.file());
            return Optional.empty();
        } catch (UserException e) {
            String message = String.valueOf(e.getMessage());
            boolean tells = message.length() > 20 && !message.contains("java.") && !message.contains("REDACTED");
            return tells ? Optional.empty() : Optional.of("says only: " + message);
        } catch (Throwable e) {
            StackTraceElement[] trace = e.getStackTrace();
            return Optional.of(e + (trace.length > 0 ? " at " + trace[0] : "") + " by "
                    + Stream.of(trace)
                            .filter(t -> t.getClassName().startsWith("dev.singan")
                                    && !t.getClassName().contains("fuzz"))
                            .findFirst());
        }
    }
}
