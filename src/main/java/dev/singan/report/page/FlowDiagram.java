package dev.singan.report.page;

import dev.singan.report.html.Element;
import dev.singan.report.html.Numbers;
import dev.singan.study.results.DataSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flow of units through the study, as CONSORT draws it: one row of boxes for each step, arrows between the rows. */
final class FlowDiagram {
    private FlowDiagram() {}

    static Element of(List<DataSummary.Flow> flow) {
        Map<Integer, List<DataSummary.Flow>> levels = new TreeMap<>();
        Map<String, Integer> depth = new LinkedHashMap<>();
        for (DataSummary.Flow step : flow) {
            int level = depth.getOrDefault(step.from(), 0) + (step.from().equals(step.to()) ? 0 : 1);
            depth.putIfAbsent(step.to(), level);
            levels.computeIfAbsent(level, key -> new ArrayList<>()).add(step);
        }
        Element list = Element.styled("ol", "flow");
        for (List<DataSummary.Flow> level : levels.values()) {
            Element boxes = Element.of("ul");
            level.forEach(step -> boxes.add(box(step)));
            list.add(Element.of("li").add(boxes));
        }
        return list;
    }

    private static Element box(DataSummary.Flow step) {
        Element box = Element.of("li")
                .add(Element.of("strong", Numbers.count(step.count())))
                .add(" " + step.to());
        if (!step.from().isEmpty() && !step.from().equals(step.to())) {
            box.add(Element.styled("span", "note").add("from " + step.from()));
        }
        if (!step.note().isEmpty()) {
            box.add(Element.styled("span", "note").add(step.note()));
        }
        return box;
    }
}
