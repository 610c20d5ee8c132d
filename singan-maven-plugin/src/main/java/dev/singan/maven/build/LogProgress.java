package dev.singan.maven.build;

import dev.singan.base.Progress;
import java.time.Duration;
import org.apache.maven.plugin.logging.Log;

/** Progress as lines of the build's log: percent and time left, at most one line per interval. */
public final class LogProgress implements Progress {
    private final String goal;
    private final Log log;
    private final long interval;
    private final long start = System.nanoTime();
    private long last = start;
    private double first = -1;

    public LogProgress(String goal, Log log, Duration interval) {
        this.goal = goal;
        this.log = log;
        this.interval = interval.toNanos();
    }

    @Override
    public synchronized void advance(String task, long done, long total) {
        long now = System.nanoTime();
        double fraction = total <= 0 ? 0 : Math.min(1, (double) done / total);
        if (first < 0) {
            first = fraction; // what a resumed run found done says nothing of its speed
        }
        if (now - last < interval) {
            return;
        }
        last = now;
        log.info(String.format(
                java.util.Locale.ROOT,
                "%s: %3.0f %%%s  (%s)",
                goal,
                Math.floor(100 * fraction),
                left(now, fraction),
                task));
    }

    private String left(long now, double fraction) {
        if (fraction - first < 0.005) {
            return "";
        }
        double seconds = (now - start) / 1e9 / (fraction - first) * (1 - fraction);
        return ", " + duration(seconds) + " left";
    }

    /** A time as people say it: two figures are enough. */
    public static String duration(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + " s";
        }
        if (seconds < 90 * 60) {
            return Math.round(seconds / 60) + " min";
        }
        if (seconds < 48 * 3600) {
            return Math.round(seconds / 3600) + " h";
        }
        return Math.round(seconds / 86400) + " days";
    }

    @Override
    public synchronized void info(String message) {
        log.info(goal + ": " + message);
    }

    @Override
    public synchronized void warn(String message) {
        log.warn(goal + ": " + message);
    }
}
