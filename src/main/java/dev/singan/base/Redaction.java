package dev.singan.base;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of texts that are published what is nobody's business: names, passwords, queries and fragments of addresses, values of
 * properties that are secrets by their name, and where on a machine files lie, as that tells who works there. Paths become relative to
 * the project, or to the home folder {@code ~}; of others the last name stays. What was taken out once stays as it is.
 */
public final class Redaction {
    /** What stands for what was taken out. */
    public static final String CUT = "…";

    private static final Pattern SECRET = Pattern.compile(
            ".*(passw|passphrase|secret|token|credential|apikey|api[._-]key|auth|cookie|private).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile(
            "([a-zA-Z][a-zA-Z0-9+.-]*://)([^/@\\s'\"]*@)?([^\\s?#'\"]*)(\\?[^\\s#'\"]*)?(#[^\\s'\"]*)?");
    /** A path of two names or more, after the beginning, a blank, a quotation mark, a bracket or an equals sign. */
    private static final Pattern UNIX =
            Pattern.compile("(?<=^|[\\s'\"(=,;:\\[])(?<!:/)/(?:[^\\s/'\",;)\\]]+/)+([^\\s/'\",;)\\]]*)");

    private static final Pattern WINDOWS = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:[A-Za-z]:|\\\\\\\\[^\\\\\\s]+)[\\\\/](?:[^\\\\/\\s'\"]+[\\\\/])*([^\\\\/\\s'\"]*)");
    private static final Pattern FILE_ADDRESS = Pattern.compile("(?i)\\bfile:/+(?=[^/])");

    private final List<String> projects = new ArrayList<>();
    private final List<String> homes = new ArrayList<>();

    /**
     * @param project what paths are relative to; null where there is none
     * @param home the user's folder
     */
    public Redaction(@Nullable Path project, @Nullable Path home) {
        add(projects, project);
        add(homes, home);
    }

    /** For what a project publishes, with this user's home folder. */
    public static Redaction of(@Nullable Path project) {
        String home = System.getProperty("user.home", "");
        return new Redaction(project, home.isBlank() ? null : Path.of(home));
    }

    private static void add(List<String> folders, @Nullable Path folder) {
        if (folder == null || folder.toAbsolutePath().getNameCount() == 0) {
            return;
        }
        Path absolute = folder.toAbsolutePath().normalize();
        folders.add(absolute.toString());
        try {
            String real = absolute.toRealPath().toString();
            if (!folders.contains(real)) {
                folders.add(real);
            }
        } catch (IOException e) {
            // A folder that is not there has no other name.
        }
    }

    /** Whether a property holds a secret, by its name. */
    public static boolean isSecret(String property) {
        return SECRET.matcher(property).matches();
    }

    /** An address without names, passwords, query and fragment. */
    public static String address(URI address) {
        return addresses(address.toString());
    }

    /** A property's value as it can be published. */
    public String value(String property, String value) {
        return isSecret(property) ? CUT : text(value);
    }

    /** The values of properties as they can be published. */
    public SortedMap<String, String> values(SortedMap<String, String> values) {
        SortedMap<String, String> published = new TreeMap<>();
        values.forEach((name, value) -> published.put(name, value(name, value)));
        return published;
    }

    /** A text as it can be published. */
    public String text(String text) {
        String plain = addresses(FILE_ADDRESS.matcher(text).replaceAll("/"));
        for (String project : projects) {
            plain = within(plain, project, ".");
        }
        for (String home : homes) {
            plain = within(plain, home, "~");
        }
        return WINDOWS.matcher(UNIX.matcher(plain).replaceAll(CUT + "/$1")).replaceAll(CUT + "/$1");
    }

    private static String addresses(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                        + (found.group(2) == null ? "" : CUT + "@")
                        + found.group(3)
                        + (found.group(4) == null ? "" : "?" + CUT)
                        + (found.group(5) == null ? "" : "#" + CUT)));
    }

    /** Paths at or below a folder, from it on. */
    private static String within(String text, String folder, String name) {
        int flags = folder.contains("\\") ? Pattern.CASE_INSENSITIVE : 0;
        Pattern below = Pattern.compile(
                "(?<![\\p{L}\\p{N}._~/\\\\-])" + Pattern.quote(folder) + "(?=[/\\\\\\s'\",;:)\\]]|$)", flags);
        return below.matcher(text).replaceAll(name);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "redaction of %d folders", projects.size() + homes.size());
    }
}
