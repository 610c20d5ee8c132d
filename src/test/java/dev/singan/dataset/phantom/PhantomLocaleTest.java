package dev.singan.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.base.Hashes;
import dev.singan.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The phantom is the same bytes whatever language the system speaks; the languages are those with digits of their own, and Turkish. */
class PhantomLocaleTest {
    private final Locale own = Locale.getDefault();

    @TempDir
    Path temp;

    @AfterEach
    void speak_as_before() {
        Locale.setDefault(own);
    }

    private SortedMap<String, String> phantom(String name, Locale locale) throws IOException {
        Locale.setDefault(locale);
        Path directory = temp.resolve(name);
        PhantomGenerator.generate(new PhantomRequest(directory, 5, 1, 1, 1, 0.5, 0.5), Progress.NONE);
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(directory.relativize(file).toString(), Hashes.sha256(file));
            }
        }
        return hashes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "my-MM", "tr-TR"})
    void it_is_the_same_in_every_language(String tag) throws IOException {
        SortedMap<String, String> english = phantom("english", Locale.ENGLISH);
        assertThat(phantom("other", Locale.forLanguageTag(tag))).isEqualTo(english);
    }

    @Test
    void the_languages_do_write_other_digits() {
        // Otherwise the test above would prove nothing.
        assertThat(String.format(Locale.forLanguageTag("ar-EG-u-nu-arab"), "%d", 7))
                .isEqualTo("\u0667");
    }
}
