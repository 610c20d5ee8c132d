package dev.singan.report.chart;

import dev.singan.report.html.Element;
import java.util.List;
import java.util.Map;

/** What the colours of a figure mean, as a list beside it that wraps on narrow screens. */
public final class Legend {
    private Legend() {}

    /** The legend of lines. */
    public static Element lines(List<Series> series) {
        Element list = Element.styled("ul", "legend");
        for (Series one : series) {
            Element swatch = swatch();
            swatch.add(Frame.line(1, 6, 27, 6, "line " + one.cssClass()));
            if (one.markers()) {
                swatch.add(Element.styled("circle", "dot " + one.cssClass())
                        .attr("cx", 14)
                        .attr("cy", 6)
                        .attr("r", 3.5));
            }
            list.add(Element.of("li").add(swatch).add(one.name()));
        }
        return list;
    }

    /** The legend of areas: name to style. */
    public static Element areas(Map<String, Integer> styles) {
        Element list = Element.styled("ul", "legend");
        styles.forEach((name, style) -> list.add(Element.of("li")
                .add(swatch().add(Element.styled("rect", "bar s" + style)
                        .attr("x", 8)
                        .attr("width", 12)
                        .attr("height", 12)))
                .add(name)));
        return list;
    }

    private static Element swatch() {
        return Element.of("svg")
                .attr("viewBox", "0 0 28 12")
                .attr("width", "28")
                .attr("height", "12")
                .attr("aria-hidden", "true");
    }
}
