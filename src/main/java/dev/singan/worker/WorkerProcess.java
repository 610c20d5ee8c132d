package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.CancelledException;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One worker process and the pipes to it. Used by one thread; only {@link #close} may come from another. */
public final class WorkerProcess implements AutoCloseable {
    private static final int LOG_LINES = 15;
    private static final int GRACE_SECONDS = 5;

    private final WorkerSettings settings;
    private final Path log;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private WorkerProcess(WorkerSettings settings, Path log, Process process) {
        this.settings = settings;
        this.log = log;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process, without a shell.
     *
     * @param name names its log and argument file
     * @param main the class whose main method it runs
     */
    public static WorkerProcess start(WorkerSettings settings, String name, Class<?> main) throws IOException {
        Files.createDirectories(settings.directory());
        Path log = settings.directory().resolve(name + ".log");
        Path arguments = settings.directory().resolve(name + ".args");
        Files.write(arguments, arguments(settings, main), StandardCharsets.UTF_8);
        ProcessBuilder builder = new ProcessBuilder(settings.java().toString(), "@" + arguments);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        environment.putAll(settings.environment());
        builder.redirectError(log.toFile());
        try {
            return new WorkerProcess(settings, log, builder.start());
        } catch (IOException e) {
            throw new UserException(
                    "The worker could not be started with " + settings.java() + " (" + e.getMessage()
                            + "): set JAVA_HOME to a JDK 17 or newer",
                    e);
        }
    }

    /** The lines of an argument file: quoted, as paths may hold spaces. */
    private static List<String> arguments(WorkerSettings settings, Class<?> main) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx" + settings.heapMegabytes() + "m",
                "-Dorg.bytedeco.javacpp.maxbytes=" + settings.offHeapMegabytes() + "m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes="
                        + 2 * (settings.offHeapMegabytes() + settings.heapMegabytes()) + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + settings.directory().resolve("hs_err_%p.log"),
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8"));
        arguments.addAll(settings.jvmArguments());
        arguments.add("-cp");
        arguments.add(
                settings.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        arguments.add(main.getName());
        return arguments.stream().map(WorkerProcess::quoted).toList();
    }

    /** As the launcher reads it back; a folder's name may hold line feeds, which would begin another argument. */
    static String quoted(String argument) {
        String escaped = argument.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\f", "\\f");
        return "\"" + escaped + "\"";
    }

    /**
     * Does a task and waits for its end.
     *
     * @throws UserException where the job ended by an error that the user can mend
     * @throws WorkerException where the job failed otherwise, or the process died
     * @throws CancelledException where the process was closed meanwhile
     */
    public JsonNode run(WorkerTask task, Progress progress) throws IOException, InterruptedException {
        Path request = settings.directory().resolve(task.name().replace('/', '-') + ".request.json");
        Json.write(request, task);
        try {
            in.write(Json.line(request.toString()) + "\n");
            in.flush();
        } catch (IOException e) {
            throw died(task);
        }
        for (@Nullable String line = read(); line != null; line = read()) {
            Optional<Message> message = Message.parse(line);
            if (message.isPresent()) {
                @Nullable JsonNode result = handle(message.get(), task, progress);
                if (result != null) {
                    Files.deleteIfExists(request);
                    return result;
                }
            }
        }
        throw died(task);
    }

    private @Nullable String read() {
        try {
            return out.readLine();
        } catch (IOException e) {
            return null; // the pipe broke with the process
        }
    }

    private @Nullable JsonNode handle(Message message, WorkerTask task, Progress progress) {
        switch (message.type()) {
            case PROGRESS -> progress.advance(String.valueOf(message.task()), message.done(), message.total());
            case INFO -> progress.info(message.textOrEmpty());
            case WARN -> progress.warn(message.textOrEmpty());
            case USER_ERROR -> throw new UserException(message.textOrEmpty());
            case ERROR ->
                throw new WorkerException(task.name() + " failed in its worker; its log is " + log + "\n"
                        + message.textOrEmpty().strip());
            case DONE -> {
                return message.result() == null ? Json.mapper().nullNode() : message.result();
            }
        }
        return null;
    }

    private RuntimeException died(WorkerTask task) throws IOException, InterruptedException {
        int code = process.waitFor();
        return new WorkerException(
                "The worker that ran " + task.name() + " died. " + ExitStatus.explain(code, settings) + ". Its log is "
                        + log + "; its last lines are:\n" + lastLines(),
                code != ExitStatus.OUT_OF_MEMORY);
    }

    private String lastLines() throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.filter(l -> !l.isBlank()).toList();
            return all.subList(Math.max(0, all.size() - LOG_LINES), all.size()).stream()
                    .map(l -> "    " + l)
                    .collect(Collectors.joining("\n"));
        }
    }

    /** The memory that the process holds now, in megabytes; 0 where the system does not tell. */
    long residentMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        Processes.end(process, in, GRACE_SECONDS);
    }
}
