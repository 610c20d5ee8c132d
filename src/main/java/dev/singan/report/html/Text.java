package dev.singan.report.html;

/**
 * Text; the characters that mean something in HTML are escaped, and those that no HTML may hold are replaced by U+FFFD.
 *
 * @param value the text as the reader shall see it
 */
public record Text(String value) implements Node {
    @Override
    public void render(StringBuilder out) {
        escape(value, out);
    }

    /** Appends text so that it is safe between tags and in a quoted attribute alike. */
    static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        }
    }

    private static boolean allowed(int c) {
        boolean control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c <= 0x9f);
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        boolean nonCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        return !control && !surrogate && !nonCharacter;
    }
}
