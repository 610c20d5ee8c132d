package dev.singan.dataset.record;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way of writing for names that tables write in several: Unicode's NFKC (Unicode Standard Annex 15), and letters without case.
 * Tables come from spreadsheets, exports and hands, and who is one patient in life must be one here, or could be trained on and tested.
 */
public final class NormalForm {
    /** What is not seen: blanks of all kinds, control and formatting characters, fillers, variation selectors. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{IsWhite_Space}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u3164\\uFE00-\\uFE0F]+");

    private static final Pattern WHOLE = Pattern.compile("\\+?0*(\\d+?)(?:[.,]0+)?");
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d)");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)[^\\p{L}\\p{N}]+(?=\\d)");
    private static final Pattern OTHER_SIGNS = Pattern.compile("[^\\p{L}\\p{N}\\u0000]+");
    private static final Pattern LETTER_O = Pattern.compile("(?<=\\d)o|o(?=\\d)");
    private static final Pattern LETTER_L = Pattern.compile("(?<=\\d)[il]|[il](?=\\d)");

    /** Small letters of Cyrillic and Greek whose small or capital form looks like a Latin one (Unicode Technical Standard 39). */
    private static final String LOOKS = "авекмнорстухіјѕαβεικμνορτυχ";

    private static final String LATIN = "abekmhopctyxijsabeikmvoptyx";

    private NormalForm() {}

    /** A patient's name: no blanks and nothing that is not seen, no case, whole numbers as numbers ({@code 007} and {@code 7.0} as 7). */
    public static String patient(String name) {
        String bare = bare(file(bare(nfkc(name))));
        String digits = digits(bare);
        Matcher number = WHOLE.matcher(digits);
        return number.matches() ? number.group(1) : digits;
    }

    /** A file's name as file systems without case and with one normal form take it. */
    public static String file(String name) {
        return nfkc(folded(nfkc(name)));
    }

    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Capitals and back make one of all forms of a letter: ß and ss, both small sigmas. Letters by themselves, as Java minds words. */
    private static String folded(String text) {
        String capitals = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
        StringBuilder small = new StringBuilder();
        capitals.codePoints().forEach(c -> small.appendCodePoint(Character.toLowerCase(c)));
        return small.toString();
    }

    /**
     * What a patient's name has in common with those that it is easily mistaken for: without accents, signs and leading zeros, look-alikes
     * as one letter. Signs between two digits stay, as they part numbers.
     */
    public static String mistakable(String name) {
        String plain = ACCENTS.matcher(Normalizer.normalize(patient(name), Normalizer.Form.NFD))
                .replaceAll("");
        String latin = latin(plain);
        String ones = LETTER_L.matcher(LETTER_O.matcher(latin).replaceAll("0")).replaceAll("1");
        String parted = BETWEEN_DIGITS.matcher(ones).replaceAll("\u0000");
        return LEADING_ZEROS.matcher(OTHER_SIGNS.matcher(parted).replaceAll("")).replaceAll("");
    }

    /** A name in quotation marks, with what is not seen, and accents of their own, by their numbers. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder("'");
        name.codePoints().forEach(c -> {
            boolean seen = c == ' ' || !UNSEEN.matcher(Character.toString(c)).matches();
            if (seen && Character.getType(c) != Character.NON_SPACING_MARK) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04X", c));
            }
        });
        return shown.append('\'').toString();
    }

    private static String bare(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }

    private static String latin(String text) {
        StringBuilder latin = new StringBuilder();
        text.chars().forEach(c -> latin.append(LOOKS.indexOf(c) < 0 ? (char) c : LATIN.charAt(LOOKS.indexOf(c))));
        return latin.toString();
    }

    /** The digits of every script as 0 to 9. */
    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else {
                digits.appendCodePoint(c);
            }
        });
        return digits.toString();
    }
}
