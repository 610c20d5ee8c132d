package dev.singan.study.publish;

import dev.singan.study.phase.Stamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * When a goal ran, by its stamp.
 *
 * @param start to the second
 * @param end to the second
 */
record RunTimes(Instant start, Instant end) {
    /** Empty where the stamp tells no time that can be read. */
    static Optional<RunTimes> of(Stamp.Run stamp) {
        try {
            Instant end = Instant.parse(stamp.ended());
            Instant start = end.minusMillis(Math.round(1000 * stamp.seconds()));
            return Optional.of(
                    new RunTimes(start.truncatedTo(ChronoUnit.SECONDS), end.truncatedTo(ChronoUnit.SECONDS)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** From the first start to the last end; empty for none. */
    static Optional<RunTimes> spanning(Collection<RunTimes> all) {
        Optional<Instant> start = all.stream().map(RunTimes::start).min(Comparator.naturalOrder());
        Optional<Instant> end = all.stream().map(RunTimes::end).max(Comparator.naturalOrder());
        return start.flatMap(from -> end.map(to -> new RunTimes(from, to)));
    }

    void addTo(Map<String, Object> action) {
        action.put("startTime", start.toString());
        action.put("endTime", end.toString());
    }
}
