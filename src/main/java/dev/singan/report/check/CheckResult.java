package dev.singan.report.check;

import dev.singan.base.AtomicFiles;
import dev.singan.base.ReportFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the checks found.
 *
 * @param cases every check, in a fixed order
 */
public record CheckResult(List<Case> cases) {
    /** The file that continuous integration shows as test results. */
    public static final String FILE = ReportFolder.CHECKS;

    private static final int SHOWN = 20;

    /** Copies the list. */
    public CheckResult {
        cases = List.copyOf(cases);
    }

    /** How a check ended. */
    public enum Status {
        /** As it must be. */
        PASSED,
        /** Not as it must be. */
        FAILED,
        /** Not held, for the reason that its message gives. */
        SKIPPED
    }

    /**
     * A check.
     *
     * @param group {@code leakage}, {@code threshold} or {@code reference}
     * @param name what is checked, unique in its group
     * @param status how it ended
     * @param message what was found; where it failed both values, the tolerance and where to look
     * @param measured the figure, where there is one
     * @param expected the limit or the reference
     * @param tolerance how far they may differ, for references; 0 where they must be the same number
     */
    public record Case(
            String group,
            String name,
            Status status,
            String message,
            @Nullable Double measured,
            @Nullable Double expected,
            @Nullable Double tolerance) {}

    /** Whether no check failed. */
    public boolean passed() {
        return count(Status.FAILED) == 0;
    }

    /** How many checks ended so. */
    public long count(Status status) {
        return cases.stream().filter(one -> one.status() == status).count();
    }

    /** The checks that ended so. */
    public List<Case> ended(Status status) {
        return cases.stream().filter(one -> one.status() == status).toList();
    }

    /** The failures, one a line, or one line that says that there are none; then what was skipped and why. */
    public String message() {
        List<Case> failures = ended(Status.FAILED);
        String found = failures.isEmpty()
                ? count(Status.PASSED) + " checks passed, " + count(Status.SKIPPED) + " skipped."
                : message(failures);
        return found
                + ended(Status.SKIPPED).stream()
                        .map(one -> "\n  skipped: " + one.message())
                        .collect(Collectors.joining());
    }

    private String message(List<Case> failures) {
        String shown =
                failures.stream().limit(SHOWN).map(one -> "  " + one.message()).collect(Collectors.joining("\n"));
        int more = failures.size() - SHOWN;
        return failures.size() + " of " + cases.size() + " checks failed:\n" + shown
                + (more > 0 ? "\n  and " + more + " more in " + FILE + "." : "");
    }

    /** Writes {@link #FILE} into a folder. */
    public void write(Path directory) throws IOException {
        AtomicFiles.writeString(directory.resolve(FILE), JunitXml.of(this));
    }
}
