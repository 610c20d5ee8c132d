package dev.singan.report.page;

import dev.singan.report.chart.Axis;
import dev.singan.report.chart.Legend;
import dev.singan.report.chart.LineChart;
import dev.singan.report.chart.Series;
import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.report.part.Page;
import dev.singan.report.part.Parts;
import dev.singan.report.part.Report;
import dev.singan.study.results.SinganSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One SinGAN: its source and samples, the strip through its scales, its figures and its loss curves. */
final class SinganCard {
    private static final int SAMPLES = 6;
    private static final int MOST_SERIES = 6;

    private SinganCard() {}

    static Element of(Report report, SinganSummary singan) throws IOException {
        String id = "singan-" + singan.id();
        Element card = Element.styled("article", "card").attr("id", id).attr("aria-labelledby", id + "-h");
        card.add(Element.of("h3", "SinGAN of patch " + singan.id()).attr("id", id + "-h"));
        card.add(facts(report, singan));
        card.add(Parts.note("The source, and samples as they are added to training"), samples(report, singan));
        card.add(Parts.note("A sample through the scales, coarsest first"), scales(report, singan));
        List<LossCurves.Point> losses = LossCurves.read(report.work("singan/" + singan.id() + "/losses.csv"));
        if (losses.isEmpty()) {
            card.add(Parts.note("The working folder holds no losses.csv of this SinGAN."));
        } else {
            card.add(Parts.details("Loss curves", Parts.grid(curves(id, losses))));
        }
        return card;
    }

    private static Element facts(Report report, SinganSummary singan) {
        Element facts = Element.styled("dl", "facts");
        SinganSummary.Source source = singan.source();
        fact(facts, "Source", source.format() + ", zoom " + source.zoom() + ", patient " + source.patient());
        SinganSummary.Sifid sifid = singan.sifid();
        if (sifid != null) {
            fact(
                    facts,
                    "SiFID (" + sifid.layer() + ")",
                    Numbers.fixed(sifid.mean(), 4) + " ± " + Numbers.fixed(sifid.sd(), 4));
            fact(
                    facts,
                    "Median (quartiles)",
                    Numbers.fixed(sifid.median(), 4) + " (" + Numbers.fixed(sifid.q1(), 4) + " to "
                            + Numbers.fixed(sifid.q3(), 4) + ")");
        }
        fact(facts, "Diversity", Numbers.fixed(singan.diversity(), 3));
        SinganSummary.Nearest nearest = singan.nearest();
        if (nearest != null) {
            fact(
                    facts,
                    "Distance to the source (RMS of [0, 1])",
                    "mean " + Numbers.fixed(nearest.sourceMean(), 3) + ", nearest "
                            + Numbers.fixed(nearest.sourceMin(), 3) + " (sample " + nearest.nearestSample() + ")");
            fact(facts, "Distance to the nearest other sample", Numbers.fixed(nearest.samplesMean(), 3));
        }
        fact(facts, "Scales", scaleSizes(singan));
        fact(facts, "Trained by", singan.engine());
        if (report.run() != null) {
            Element link = Element.of("a", "on the page Run")
                    .attr("href", Page.RUN.file() + "#training")
                    .attr("data-run", RunPage.part(singan.id()));
            facts.add(Element.of("div")
                    .add(Element.of("dt", "Training time"), Element.of("dd").add(link)));
        }
        return facts;
    }

    private static String scaleSizes(SinganSummary singan) {
        List<String> sizes = new ArrayList<>();
        for (SinganSummary.Scale scale : singan.scales()) {
            sizes.add(
                    scale.width() == scale.height()
                            ? Integer.toString(scale.width())
                            : scale.width() + "×" + scale.height());
        }
        return String.join(", ", sizes) + " px";
    }

    private static void fact(Element facts, String name, String value) {
        facts.add(Element.of("div").add(Element.of("dt", name), Element.of("dd", value)));
    }

    private static Element samples(Report report, SinganSummary singan) throws IOException {
        List<Element> strip = new ArrayList<>();
        strip.add(report.assets()
                .figure("patches/lesion/" + singan.id() + ".png", "Source: patch " + singan.id(), "source"));
        SinganSummary.Nearest nearest = singan.nearest();
        int near = nearest == null ? -1 : nearest.nearestSample();
        if (near >= SAMPLES) {
            strip.add(SinganPage.sample(report, singan.id(), near));
        }
        for (int i = 0; i < SAMPLES; i++) {
            strip.add(SinganPage.sample(report, singan.id(), i));
        }
        return Parts.strip(strip);
    }

    private static Element scales(Report report, SinganSummary singan) throws IOException {
        List<Element> strip = new ArrayList<>();
        for (SinganSummary.Scale scale : singan.scales()) {
            String caption = "scale " + scale.scale() + ", " + scale.width() + "×" + scale.height() + ", "
                    + scale.filters() + " filters, noise " + Numbers.fixed(scale.noiseAmplitude(), 3);
            strip.add(report.assets()
                    .figure(
                            "singan/" + singan.id() + "/scale-" + scale.scale() + ".png",
                            "Sample of the SinGAN of patch " + singan.id() + " at scale " + scale.scale(),
                            caption));
        }
        return Parts.strip(strip);
    }

    private static List<Element> curves(String id, List<LossCurves.Point> losses) {
        return List.of(
                chart(id + "-critic", "Critic: score of real minus fake", losses, LossCurves.Point::margin),
                chart(id + "-rmse", "Generator: reconstruction error (RMS, [−1, 1])", losses, LossCurves.Point::rmse));
    }

    private static Element chart(
            String id, String title, List<LossCurves.Point> losses, ToDoubleFunction<LossCurves.Point> value) {
        List<Series> series = new ArrayList<>();
        List<Integer> scales = losses.stream()
                .map(LossCurves.Point::scale)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        int skip = Math.max(0, scales.size() - MOST_SERIES);
        for (int scale : scales.subList(skip, scales.size())) {
            List<LossCurves.Point> points = LossCurves.thinned(
                    losses.stream().filter(point -> point.scale() == scale).toList(), value);
            series.add(Series.line(
                    "scale " + scale,
                    1 + scale % (Series.STYLES - 1),
                    points.stream().map(point -> (double) point.iteration()).toList(),
                    points.stream().map(value::applyAsDouble).toList()));
        }
        double low = series.stream()
                .flatMap(one -> one.y().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        double high = series.stream()
                .flatMap(one -> one.y().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double last =
                losses.stream().mapToDouble(LossCurves.Point::iteration).max().orElse(1);
        LineChart chart = new LineChart(
                id,
                title,
                "Lines over the iterations, one for each scale; from losses.csv of the working folder.",
                Axis.covering("iteration of the scale", 0, last, 4),
                Axis.covering("value", low, high, 4),
                false,
                series);
        String caption = skip == 0
                ? "Means of up to 60 groups of iterations."
                : "The finest " + MOST_SERIES + " scales; means of up to 60 groups of iterations.";
        return Parts.figure(chart.svg(), Legend.lines(series), title, caption);
    }
}
