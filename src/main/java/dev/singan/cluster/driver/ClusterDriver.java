package dev.singan.cluster.driver;

import dev.singan.base.Json;
import dev.singan.base.UserException;
import dev.singan.cluster.job.ClusterJob;
import dev.singan.worker.Message;
import dev.singan.worker.MessageWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The main class of the driver process. It reads one {@link ClusterJob} from its standard input, has it done by a cluster and writes
 * {@link Message}s to its standard output. When its standard input closes it ends, and its tasks with it: the build that started it is
 * gone. What tasks have finished meanwhile waits in the storage for the next build.
 */
public final class ClusterDriver {
    private static final int BUILD_GONE = 9;
    private static final int GRACE_SECONDS = 10;

    private ClusterDriver() {}

    /** @param args none */
    public static void main(String[] args) throws IOException {
        MessageWriter messages = MessageWriter.ofThisProcess();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ClusterJob job = Json.mapper().readValue(in.readLine(), ClusterJob.class);
        Thread input = new Thread(() -> awaitEnd(in), "build");
        input.setDaemon(true);
        input.start();
        Runtime.getRuntime().halt(run(job, messages) ? 0 : 1);
    }

    private static boolean run(ClusterJob job, MessageWriter messages) {
        try {
            new ClusterRun(job, messages).run();
            return true;
        } catch (UserException e) {
            e.printStackTrace();
            messages.send(Message.text(Message.Type.USER_ERROR, String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            e.printStackTrace();
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            messages.send(Message.text(Message.Type.ERROR, trace.toString()));
        }
        return false;
    }

    /** Gives Spark a while to give its executors back, as it does when a process ends by itself. */
    private static void end() {
        Thread exit = new Thread(() -> Runtime.getRuntime().exit(BUILD_GONE), "end");
        exit.start();
        try {
            exit.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(BUILD_GONE);
    }

    private static void awaitEnd(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                // nothing more is asked
            }
        } catch (IOException e) {
            System.err.println("standard input failed: " + e);
        }
        end();
    }
}
