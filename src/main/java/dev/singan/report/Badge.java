package dev.singan.report;

import dev.singan.base.Json;
import dev.singan.report.html.Numbers;
import dev.singan.study.results.Results;
import dev.singan.study.results.Summary;
import java.util.LinkedHashMap;
import java.util.Map;

/** The endpoint badge of shields.io, schema version 1, with the baseline's AUC of the last task's main class. */
final class Badge {
    private Badge() {}

    static String of(Results results) {
        Map<String, Object> badge = new LinkedHashMap<>();
        badge.put("schemaVersion", 1);
        badge.put("label", "malignant AUC (" + results.data().archive() + ")");
        badge.put("message", message(results));
        badge.put("color", results.leakage().passed() ? "0072b2" : "d55e00");
        return Json.pretty(badge);
    }

    private static String message(Results results) {
        if (!results.leakage().passed()) {
            return "leakage";
        }
        String zoom = results.study().primaryZoom();
        return results.summary().stream()
                .filter(one -> one.label().equals("malignant")
                        && one.arm().equals("baseline")
                        && one.metric().equals("auc")
                        && one.trainZoom().equals(zoom)
                        && one.testZoom().equals(zoom))
                .findFirst()
                .map(Badge::written)
                .orElse("not computed");
    }

    private static String written(Summary one) {
        return Numbers.fixed(one.mean(), 3) + " (" + Numbers.fixed(one.low(), 3) + " to " + Numbers.fixed(one.high(), 3)
                + ")";
    }
}
