package dev.singan.study.evaluate;

import dev.singan.dataset.patch.Patch;
import dev.singan.study.results.Misclassification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How often test patches are taken for another class, by what is known of them. The published code divides the errors of film, of no
 * calcification and of no nodule by the size of the training set less the test set's count of the other value; that is a switch of the
 * protocol.
 */
final class ErrorRates {
    private static final String UNKNOWN = "unknown";
    private static final Set<String> PUBLISHED = Set.of("format Film", "calcification 0", "nodule 0");
    private static final List<Property> PROPERTIES = List.of(
            new Property("density", Patch::density),
            new Property("zoom", Patch::zoomGroup),
            new Property("view", Patch::imageView),
            new Property("format", Patch::format),
            new Property("calcification", Patch::calcification),
            new Property("nodule", Patch::nodule),
            new Property("manufacturer", Patch::manufacturer),
            new Property("implant", Patch::implant));
    /** What DICOM files alone tell; no group of all others. */
    private static final Set<String> OF_HEADERS = Set.of("manufacturer", "implant");

    private ErrorRates() {}

    private record Property(String name, Function<Patch, @Nullable Object> value) {
        String of(Patch patch) {
            Object known = value.apply(patch);
            return known == null ? UNKNOWN : known.toString();
        }
    }

    /** {@code [0]} patches, {@code [1]} errors. */
    private static Map<String, int[]> count(ArmResult cell, Property property) {
        Map<String, int[]> counts = new TreeMap<>();
        for (int s = 0; s < cell.sets().size(); s++) {
            ScoredSet set = cell.sets().get(s);
            for (int i = 0; i < set.labels().length; i++) {
                int[] count = counts.computeIfAbsent(property.of(set.patches().get(i)), key -> new int[2]);
                count[0]++;
                count[1] += cell.prepared().get(s).predicted(i) == set.labels()[i] ? 0 : 1;
            }
        }
        return counts;
    }

    /**
     * The rates of a cell.
     *
     * @param trainSize patches of the training sets of all splits, or null to divide each count by its own
     */
    static List<Misclassification> of(ArmResult cell, @Nullable Integer trainSize) {
        List<Misclassification> rates = new ArrayList<>();
        for (Property property : PROPERTIES) {
            Map<String, int[]> counts = count(cell, property);
            if (OF_HEADERS.contains(property.name()) && counts.keySet().equals(Set.of(UNKNOWN))) {
                continue;
            }
            int all = counts.values().stream().mapToInt(count -> count[0]).sum();
            counts.forEach((value, count) -> {
                int denominator = trainSize != null && PUBLISHED.contains(property.name() + " " + value)
                        ? trainSize - (all - count[0])
                        : count[0];
                rates.add(new Misclassification(
                        cell.task().id(),
                        cell.arm().name(),
                        cell.trainZoom(),
                        cell.testZoom(),
                        property.name(),
                        value,
                        count[0],
                        count[1],
                        denominator,
                        denominator > 0 ? (double) count[1] / denominator : null));
            });
        }
        return rates;
    }
}
