package dev.singan.worker;

/** What the exit code of a process means. */
final class ExitStatus {
    /** HotSpot's code under {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    private ExitStatus() {}

    /**
     * Explains an exit code, with what to do about it where that is known.
     *
     * @param code as Java reports it: 128 and the signal's number for a process that a signal ended
     */
    static String explain(int code, WorkerSettings settings) {
        return switch (code) {
            case OUT_OF_MEMORY ->
                "It ran out of Java heap (" + settings.heapMegabytes() + " MB): give it more with -Dsingan.heap="
                        + 2 * settings.heapMegabytes();
            case 137 ->
                "It was killed (signal 9), most often by the operating system for lack of memory: run fewer"
                        + " processes with -Dsingan.processes=1, or free memory";
            case 143 -> "It was terminated (signal 15)";
            case 134, 135, 136, 139, 0xC0000005 ->
                "Native code crashed (" + signal(code) + "); the next run goes on where it stopped";
            default ->
                code > 128 && code < 160
                        ? "It ended by " + signal(code)
                        : "It ended unexpectedly with exit code " + code;
        };
    }

    private static String signal(int code) {
        return switch (code) {
            case 134 -> "signal 6, SIGABRT";
            case 135 -> "signal 7, SIGBUS";
            case 136 -> "signal 8, SIGFPE";
            case 139 -> "signal 11, SIGSEGV";
            case 0xC0000005 -> "access violation";
            default -> "signal " + (code - 128);
        };
    }
}
