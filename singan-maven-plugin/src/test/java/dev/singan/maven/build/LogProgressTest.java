package dev.singan.maven.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class LogProgressTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void atMostOneLineIsPrintedPerInterval() {
        LogProgress progress = progress(Duration.ofDays(1));
        progress.advance("SinGAN 17", 1, 2);
        progress.advance("SinGAN 17", 2, 2);
        assertThat(lines).isEmpty();
    }

    @Test
    void aLineTellsTheWholePercentsAndTheTask() {
        LogProgress progress = progress(Duration.ZERO);
        progress.advance("SinGAN 17", 0, 3);
        progress.advance("SinGAN 17", 2, 3);
        assertThat(lines.get(0)).isEqualTo("train:   0 %  (SinGAN 17)");
        assertThat(lines.get(1)).startsWith("train:  66 %, ").endsWith(" left  (SinGAN 17)");
    }

    @Test
    void timesAreGivenInTheUnitThatFits() {
        assertThat(LogProgress.duration(42)).isEqualTo("42 s");
        assertThat(LogProgress.duration(300)).isEqualTo("5 min");
        assertThat(LogProgress.duration(6 * 3600)).isEqualTo("6 h");
        assertThat(LogProgress.duration(14 * 86400)).isEqualTo("14 days");
    }

    private LogProgress progress(Duration interval) {
        return new LogProgress(
                "train",
                new SystemStreamLog() {
                    @Override
                    public void info(CharSequence content) {
                        lines.add(content.toString());
                    }
                },
                interval);
    }
}
