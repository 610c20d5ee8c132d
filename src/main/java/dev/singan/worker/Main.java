package dev.singan.worker;

import dev.singan.base.IoErrors;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import dev.singan.tensor.Backend;
import dev.singan.tensor.NativeEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * The main class of a worker process. It reads the paths of request files from its standard input, one per line, does
 * them one after the other and writes {@link Message}s to its standard output, a JSON object per line; all else that
 * is printed goes to the standard error. When its standard input closes it ends at once, whatever it is doing: the
 * build that started it is gone, and files are written so that nothing half-made is left in place.
 */
public final class Main {
    private static final int BUILD_GONE = 9;

    private final MessageWriter out;
    private final Function<String, Job> jobs;

    private Main(MessageWriter out, Function<String, Job> jobs) {
        this.out = out;
        this.jobs = jobs;
    }

    /** @param args none */
    public static void main(String[] args) throws InterruptedException {
        serve(JobKind::valueOf);
    }

    /** Does what is asked for until the standard input closes, by the jobs that names of tasks stand for. */
    static void serve(Function<String, Job> jobs) throws InterruptedException {
        MessageWriter protocol = MessageWriter.ofThisProcess();
        BlockingQueue<Path> requests = new LinkedBlockingQueue<>();
        Thread input = new Thread(() -> read(requests), "requests");
        input.setDaemon(true);
        input.start();
        System.err.println("worker on " + NativeEnvironment.ofThisProcess());
        Main main = new Main(protocol, jobs);
        while (true) {
            main.run(requests.take());
        }
    }

    private static void read(BlockingQueue<Path> requests) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                requests.add(Path.of(Json.mapper().readValue(line, String.class)));
            }
        } catch (IOException e) {
            System.err.println("standard input failed: " + e);
        }
        Runtime.getRuntime().halt(BUILD_GONE);
    }

    private void run(Path file) {
        String name = "The worker";
        try {
            WorkerTask task = Json.read(file, WorkerTask.class);
            name = task.name();
            System.err.println("--- " + name);
            Backend.check();
            send(Message.done(jobs.apply(task.job()).run(task.request(), new Reporter())));
        } catch (UserException e) {
            e.printStackTrace();
            send(Message.text(Message.Type.USER_ERROR, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            e.printStackTrace();
            send(Message.text(Message.Type.USER_ERROR, IoErrors.explain(name, e)));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            e.printStackTrace();
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            send(Message.text(Message.Type.ERROR, trace.toString()));
        }
    }

    private void send(Message message) {
        out.send(message);
    }

    /** Passes on what the job reports; progress at most ten times a second, but the last of a task always. */
    private final class Reporter implements Progress {
        private static final long INTERVAL_NANOS = 100_000_000;
        private long last = System.nanoTime() - INTERVAL_NANOS;

        @Override
        public synchronized void advance(String task, long done, long total) {
            long now = System.nanoTime();
            if (done >= total || now - last >= INTERVAL_NANOS) {
                last = now;
                send(Message.progress(task, done, total));
            }
        }

        @Override
        public void info(String message) {
            send(Message.text(Message.Type.INFO, message));
        }

        @Override
        public void warn(String message) {
            send(Message.text(Message.Type.WARN, message));
        }
    }
}
