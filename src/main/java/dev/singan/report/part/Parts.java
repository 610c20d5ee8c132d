package dev.singan.report.part;

import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces that several pages are made of. */
public final class Parts {
    private Parts() {}

    public static Element section(String id, String title) {
        return Element.of("section")
                .attr("id", id)
                .attr("aria-labelledby", id + "-h")
                .add(Element.of("h2", title).attr("id", id + "-h"));
    }

    public static Element p(String text) {
        return Element.of("p", text);
    }

    public static Element note(String text) {
        return Element.styled("p", "note").add(text);
    }

    public static Element figure(Element svg, @Nullable Element legend, String title, String caption) {
        Element figure = Element.styled("figure", "chart");
        figure.add(Element.styled("p", "figure-title").add(title)).add(svg);
        if (legend != null) {
            figure.add(legend);
        }
        return figure.add(Element.of("figcaption", caption));
    }

    public static Element grid(List<? extends Node> nodes) {
        return Element.styled("div", "grid").add(nodes);
    }

    public static Element strip(List<? extends Node> nodes) {
        return Element.styled("div", "strip").add(nodes);
    }

    /** Wide pieces, two side by side where there is room. */
    public static Element pairs(List<? extends Node> nodes) {
        return Element.styled("div", "pairs").add(nodes);
    }

    public static Element details(String summary, Node... content) {
        return Element.of("details").add(Element.of("summary", summary)).add(content);
    }

    public static Element tile(String label, String value, String note) {
        return Element.styled("div", "tile")
                .add(
                        Element.styled("p", "tile-label").add(label),
                        Element.styled("p", "tile-value").add(value),
                        Element.styled("p", "tile-note").add(note));
    }

    public static Element callout(String kind, String title, List<String> lines) {
        Element box = Element.styled("div", "callout " + kind).attr("role", "note");
        box.add(Element.of("p").add(Element.of("strong", title)));
        lines.forEach(line -> box.add(p(line)));
        return box;
    }
}
