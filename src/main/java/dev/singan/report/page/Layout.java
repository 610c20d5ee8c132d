package dev.singan.report.page;

import dev.singan.base.ReportFolder;
import dev.singan.report.html.Element;
import dev.singan.report.html.Node;
import dev.singan.report.part.Page;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.results.Definition;
import dev.singan.study.results.Results;
import java.util.ArrayList;
import java.util.List;

/** What every page has around its content: head, navigation, the banners that say how far the figures can be trusted, foot. */
public final class Layout {
    private static final String STUDY = "SinGAN augmentation for breast-cancer classification";

    private Layout() {}

    /** A whole page as HTML. */
    public static String render(Page page, Report report, List<? extends Node> content) {
        Element html = Element.of("html").attr("lang", "en");
        html.add(head(page, report), body(header(page, report), content, footer(report.results())));
        return "<!DOCTYPE html>\n" + html;
    }

    /** A page that belongs to no report, with the style sheet and the script of one beside it. */
    public static String alone(String title, String foot, List<? extends Node> content) {
        Element brand = Element.styled("p", "brand").add(STUDY);
        Element html = Element.of("html").attr("lang", "en");
        html.add(
                head(title).add(script("site.js")),
                body(
                        Element.of("header").add(Element.styled("div", "wrap").add(brand)),
                        content,
                        Element.of("p", foot)));
        return "<!DOCTYPE html>\n" + html;
    }

    private static Element head(String title) {
        return Element.of("head")
                .add(
                        Element.of("meta").attr("charset", "utf-8"),
                        Element.of("title", title + " – " + STUDY),
                        Element.of("meta")
                                .attr("name", "viewport")
                                .attr("content", "width=device-width, initial-scale=1"),
                        Element.of("link").attr("rel", "icon").attr("href", "icon.svg"),
                        Element.of("link").attr("rel", "stylesheet").attr("href", "site.css"));
    }

    private static Element head(Page page, Report report) {
        Element head = head(page.title());
        if (report.run() != null) {
            head.add(script(RunPage.SCRIPT));
        }
        return head.add(script("site.js"));
    }

    private static Element script(String file) {
        return Element.of("script").attr("src", file).attr("defer", "defer");
    }

    private static Element body(Element header, List<? extends Node> content, Element foot) {
        Element main = Element.of("main").attr("id", "main");
        main.add(Element.styled("div", "wrap").add(content));
        return Element.of("body")
                .add(
                        Element.styled("a", "skip").attr("href", "#main").add("Skip to the content"),
                        header,
                        main,
                        Element.of("footer").add(Element.styled("div", "wrap").add(foot)));
    }

    private static Element header(Page page, Report report) {
        Results results = report.results();
        Element list = Element.of("ul");
        for (Page other : report.pages()) {
            Element link = Element.of("a", other.title()).attr("href", other.file());
            if (other == page) {
                link.attr("aria-current", "page");
            }
            list.add(Element.of("li").add(link));
        }
        Element brand = Element.styled("p", "brand")
                .add(STUDY)
                .add(Element.of("span", " · archive " + results.data().archive() + ", protocol " + results.protocol()));
        Element nav =
                Element.of("nav").attr("aria-label", "Pages of the report").add(list);
        return Element.of("header").add(Element.styled("div", "wrap").add(brand, nav));
    }

    private static Element footer(Results results) {
        return Element.of("p", "Written by singan-maven-plugin from ")
                .add(Element.of("a", ReportFolder.RESULTS).attr("href", ReportFolder.RESULTS))
                .add(" (seed " + results.study().seed() + "). A research report, not a medical device.");
    }

    /** What a reader must know before any figure: in full on the first page. */
    static Element banners(Results results) {
        Element banners = Element.styled("div", "banners").add(conditions(results, true));
        if (!results.warnings().isEmpty()) {
            banners.add(Parts.callout("warn", "Read before the figures", results.warnings()));
        }
        return banners;
    }

    /** The same in a line each, for the other pages. */
    static Element reminders(Results results) {
        return Element.styled("div", "banners").add(conditions(results, false));
    }

    private static List<Element> conditions(Results results, boolean whole) {
        List<Element> banners = new ArrayList<>();
        if (!results.data().real()) {
            banners.add(banner(
                    "bad",
                    "These are not mammograms: the images are the phantom's.",
                    "They were generated by this build. The figures show that the protocol runs; they say nothing"
                            + " about breast cancer.",
                    whole));
        }
        Definition study = results.study();
        if (!study.backboneWeights().matches("[0-9a-f]{64}")) {
            boolean random = study.backboneWeights().contains("random");
            banners.add(banner(
                    random ? "bad" : "warn",
                    random ? "The backbone's weights are random." : "No pretrained weights were used.",
                    "Backbone: " + study.backbone() + "; weights: " + study.backboneWeights()
                            + ". The thesis used a ResNet50 with ImageNet weights, so its figures are not to be"
                            + " expected here.",
                    whole));
        }
        if (!results.leakage().passed()) {
            banners.add(banner(
                    "bad",
                    "The audit of the sets failed.",
                    "Test figures may be too good; see the audit on the data page.",
                    true));
        }
        return banners;
    }

    private static Element banner(String kind, String title, String text, boolean whole) {
        return Parts.callout(kind, title, whole ? List.of(text) : List.of());
    }
}
