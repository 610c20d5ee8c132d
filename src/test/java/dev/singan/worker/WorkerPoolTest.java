package dev.singan.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test starts real processes from the test class path. */
@org.junit.jupiter.api.Timeout(60)
class WorkerPoolTest {
    @TempDir
    Path directory;

    private static WorkerTask task(String name, TestWorker.Kind kind, Object request) {
        return new WorkerTask(name, kind.name(), Json.mapper().valueToTree(request), 1, null);
    }

    @Test
    void processesShareTheTasksAndReturnResults() throws Exception {
        List<WorkerTask> tasks = IntStream.range(0, 5)
                .mapToObj(i -> task("task-" + i, TestWorker.Kind.DOUBLE, i))
                .toList();
        List<Integer> results = Collections.synchronizedList(new ArrayList<>());
        List<Long> progress = Collections.synchronizedList(new ArrayList<>());
        new WorkerPool(settings(2), "pool", TestWorker.class).run(tasks, listener(results), new Progress() {
            @Override
            public void advance(String task, long done, long total) {
                progress.add(1000 * done / total);
            }

            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {}
        });
        assertThat(results).containsExactlyInAnyOrder(0, 2, 4, 6, 8);
        assertThat(progress).contains(1000L);
        try (var files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith("request.json")))
                    .isEmpty();
        }
    }

    @Test
    void anErrorThatTheUserCanMendComesThroughAsItIs() {
        assertThatThrownBy(() -> fail("user")).isInstanceOf(UserException.class).hasMessage("row 3 is wrong");
    }

    @Test
    void anErrorOfTheFileSystemComesWithoutAStackTrace() {
        assertThatThrownBy(() -> fail("file"))
                .isInstanceOf(UserException.class)
                .hasMessage("failing misses the file gone.png");
    }

    @Test
    void aDefectNamesTheLog() {
        assertThatThrownBy(() -> fail("defect"))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("pool-0.log")
                .hasMessageContaining("IllegalStateException: a defect");
    }

    @Test
    void anExhaustedHeapIsExplained() {
        assertThatThrownBy(() -> fail("memory"))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("ran out of Java heap (64 MB)")
                .hasMessageContaining("-Dsingan.heap=128");
    }

    @Test
    void aKilledOrCrashedProcessIsExplainedWithTheLastLinesOfItsLog() {
        assertThatThrownBy(() -> fail("137"))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("for lack of memory")
                .hasMessageContaining("the last words");
        assertThat(ExitStatus.explain(139, settings(1))).contains("Native code crashed", "SIGSEGV");
        assertThat(ExitStatus.explain(1, settings(1))).contains("exit code 1");
    }

    @Test
    void aWorkerWhoseBuildIsGoneEndsByItself() throws Exception {
        Path pid = directory.resolve("pid");
        ProcessBuilder builder = new ProcessBuilder(
                WorkerSettings.currentJava().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TestWorker.class.getName());
        Process worker = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Path request = directory.resolve("request.json");
        Json.write(request, task("stay", TestWorker.Kind.STAY, pid.toString()));
        var in = worker.outputWriter();
        in.write(Json.line(request.toString()) + "\n");
        in.flush();
        while (worker.isAlive() && !Files.exists(pid)) {
            Thread.sleep(50);
        }
        assertThat(pid).exists();
        in.close();
        assertThat(worker.waitFor(10, TimeUnit.MINUTES)).isTrue();
    }

    private void fail(String how) throws IOException, InterruptedException {
        new WorkerPool(settings(1), "pool", TestWorker.class)
                .run(List.of(task("failing", TestWorker.Kind.FAIL, how)), listener(new ArrayList<>()), Progress.NONE);
    }

    private static WorkerPool.Listener listener(List<Integer> results) {
        return new WorkerPool.Listener() {
            @Override
            public void starts(WorkerTask task) {}

            @Override
            public void ends(WorkerTask task, JsonNode result) {
                results.add(result.asInt());
            }
        };
    }

    private WorkerSettings settings(int processes) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        return new WorkerSettings(
                WorkerSettings.currentJava(), classPath, directory, processes, 64, 64, List.of(), Map.of("X", "1"));
    }
}
