package dev.singan.gan;

import dev.singan.base.UserException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of parameters that are one of a few words. */
final class Choice {
    private Choice() {}

    /** The constant that a word names: {@code thesis-code} is {@code THESIS_CODE}. */
    static <E extends Enum<E>> E parse(String property, String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> word(c).equals(word))
                .findFirst()
                .orElseThrow(() -> new UserException(property + " is '" + word + "', but it must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Choice::word)
                                .collect(Collectors.joining(", "))));
    }

    /** The word for a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
