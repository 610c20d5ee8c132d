package dev.singan.study.phase;

/**
 * Whether a phase runs, and why.
 *
 * @param run whether it runs
 * @param reason a clause such as {@code up to date} or {@code parameter singan.seed changed from 42 to 5}
 */
public record Decision(boolean run, String reason) {
    static final Decision UP_TO_DATE = new Decision(false, "up to date");

    static Decision because(String reason) {
        return new Decision(true, reason);
    }
}
