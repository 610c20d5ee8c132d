package dev.singan.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An HTML or SVG element that is filled step by step. Everything that is added as text is escaped, attribute values too;
 * there is no way to add markup as text. Scripts and styles can be linked to, not held.
 */
public final class Element implements Node {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9:-]*");
    private static final Set<String> VOID =
            Set.of("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr");
    private static final Set<String> SVG_EMPTY =
            Set.of("path", "line", "rect", "circle", "polyline", "polygon", "use", "ellipse");
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "br", "code", "em", "i", "img", "small", "span", "strong", "sub", "sup", "time", "tspan");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Element(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not an element's name: " + name);
        }
        this.name = name;
    }

    /** A new element without attributes and content. */
    public static Element of(String name) {
        return new Element(name);
    }

    /** A new element with text in it. */
    public static Element of(String name, String text) {
        return new Element(name).add(text);
    }

    /** A new element of a class (the CSS sort). */
    public static Element styled(String name, String cssClass) {
        return new Element(name).attr("class", cssClass);
    }

    /** Sets an attribute; an attribute set twice keeps the last value. */
    public Element attr(String key, String value) {
        if (!NAME.matcher(key).matches() || key.regionMatches(true, 0, "on", 0, 2)) {
            throw new IllegalArgumentException("not an attribute that a page may have: " + key);
        }
        attributes.put(key, value);
        return this;
    }

    /** Sets an attribute to a number with at most two decimals, as coordinates are written. */
    public Element attr(String key, double value) {
        return attr(key, Numbers.coordinate(value));
    }

    /** Adds text. */
    public Element add(String text) {
        return add(new Text(text));
    }

    /** Adds pieces in this order. */
    public Element add(Node... nodes) {
        return add(List.of(nodes));
    }

    /** Adds pieces in this order. */
    public Element add(List<? extends Node> nodes) {
        if (!nodes.isEmpty() && (VOID.contains(name) || name.equals("script") || name.equals("style"))) {
            throw new IllegalStateException("an element " + name + " may not hold anything");
        }
        children.addAll(nodes);
        return this;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return children.isEmpty();
    }

    @Override
    public void render(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((key, value) -> {
            out.append(' ').append(key).append("=\"");
            Text.escape(value, out);
            out.append('"');
        });
        if (SVG_EMPTY.contains(name) && children.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        if (VOID.contains(name)) {
            return;
        }
        children.forEach(child -> child.render(out));
        out.append("</").append(name).append('>');
        if (!INLINE.contains(name)) {
            out.append('\n');
        }
    }

    /** The element as HTML. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        render(out);
        return out.toString();
    }
}
