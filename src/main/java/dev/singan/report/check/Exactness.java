package dev.singan.report.check;

import dev.singan.classify.backbone.BackboneKind;
import dev.singan.classify.head.HeadEngine;
import dev.singan.metric.GaborMap;
import dev.singan.study.results.Results;
import dev.singan.tensor.engines.ConvolutionPrograms;
import dev.singan.tensor.engines.Engines;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells the figures that are the same on every processor from those that are not. Reading, cutting, scattering, ResNet50, heads in Java, Gabor maps, Inception's
 * and evaluation are chains of operations whose order and rounding the code states; a numerical library's kernels are not.
 */
final class Exactness {
    private final Reference now;
    private final boolean repeat;
    private final boolean training;
    private final Optional<Cause> features;
    private final Optional<Cause> maps;

    /**
     * Figures of results, to be compared with a reference of the same parameters.
     *
     * @param now the results as a reference
     */
    Exactness(Results results, Reference now, Reference reference) {
        this(results, now, reference, Engines::repeatEverywhere, ConvolutionPrograms.repeatEverywhere());
    }

    /**
     * @param repeating whether engines train the same bytes on every processor
     * @param programs whether the programs of ResNet50 and Inception give the same on every processor
     */
    Exactness(
            Results results,
            Reference now,
            Reference reference,
            Predicate<Collection<String>> repeating,
            boolean programs) {
        this.now = now;
        this.repeat = repeating.test(now.engines());
        this.training = repeat && now.engines().equals(reference.engines());
        this.features = features(results, programs);
        this.maps = maps(results, programs);
    }

    private static Optional<Cause> features(Results results, boolean programs) {
        String backbone = results.study().backbone();
        boolean repeats = Arrays.stream(BackboneKind.values())
                .anyMatch(kind -> kind.id().equals(backbone) && kind.provider().repeatsEverywhere(programs));
        if (!repeats) {
            return Optional.of(Cause.BACKBONE);
        }
        boolean java = results.study()
                .parameters()
                .getOrDefault("singan.head.engine", HeadEngine.JAVA.id())
                .equals(HeadEngine.JAVA.id());
        return java ? Optional.empty() : Optional.of(Cause.HEADS);
    }

    private static Optional<Cause> maps(Results results, boolean programs) {
        Stream<String> samples = results.singans().stream()
                .flatMap(singan -> Stream.ofNullable(singan.sifid()))
                .map(sifid -> sifid.layer());
        Stream<String> references = results.sifidReferences().stream().map(sifid -> sifid.layer());
        boolean gabor = Stream.concat(samples, references).allMatch(GaborMap.LAYER::equals);
        return programs || gabor ? Optional.empty() : Optional.of(Cause.INCEPTION);
    }

    /** Why a figure of {@link Measures} may be another on another processor; empty where it may not. */
    Optional<Cause> cause(String name) {
        return switch (Measures.family(name)) {
            case "images", "patients", "patches", "added", "pixelBaseline" -> Optional.empty();
            case "sifidReference" -> maps;
            case "sifid" -> training ? maps : Optional.of(Cause.SAMPLES);
            case "diversity" -> training ? Optional.empty() : Optional.of(Cause.SAMPLES);
            case "syntheticDetection" -> training ? features : Optional.of(Cause.SAMPLES);
            default -> training || !Measures.hasSamples(name) ? features : Optional.of(Cause.ARM_WITH_SAMPLES);
        };
    }

    private String training() {
        if (repeat) {
            return "the reference was not trained by the same engine, or does not tell by which";
        }
        return now.engines().isEmpty()
                ? "the results do not tell which engine trained"
                : "training by " + String.join(" and ", now.engines())
                        + " gives other bytes on other processors and with other threads";
    }

    /** What a cause comes from, as the end of a sentence. */
    String reason(Cause cause) {
        return switch (cause) {
            case ARM_WITH_SAMPLES, SAMPLES -> training();
            case BACKBONE, HEADS, INCEPTION ->
                "the numerical library rounds otherwise on other processors and with other threads";
        };
    }
}
