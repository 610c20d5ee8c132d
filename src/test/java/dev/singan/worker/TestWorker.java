package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A worker whose jobs end in every way that a job may. */
final class TestWorker {
    private TestWorker() {}

    public static void main(String[] args) throws InterruptedException {
        Main.serve(Kind::valueOf);
    }

    /** What it can do. */
    enum Kind implements Job {
        /** Doubles a number, and prints to the standard output as careless libraries do. */
        DOUBLE {
            @Override
            public Object run(JsonNode request, Progress progress) {
                System.out.println("{\"not\":\"a message\"}");
                progress.advance("doubling", 1, 1);
                progress.info("doubles " + request.asInt());
                return 2 * request.asInt();
            }
        },
        /** Fails in the way that is asked for. */
        FAIL {
            @Override
            public Object run(JsonNode request, Progress progress) throws IOException {
                System.err.println("the last words");
                switch (request.asText()) {
                    case "file" -> throw new NoSuchFileException("gone.png");
                    case "user" -> throw new UserException("row 3 is wrong");
                    case "defect" -> throw new IllegalStateException("a defect");
                    case "memory" -> throw new IllegalStateException(String.valueOf(new long[1 << 30].length));
                    default -> Runtime.getRuntime().halt(Integer.parseInt(request.asText()));
                }
                return "unreachable";
            }
        },
        /** Writes its process id and stays. */
        STAY {
            @Override
            public Object run(JsonNode request, Progress progress) throws IOException, InterruptedException {
                Files.writeString(
                        Path.of(request.asText()),
                        Long.toString(ProcessHandle.current().pid()));
                Thread.sleep(60_000);
                return "unreachable";
            }
        }
    }
}
