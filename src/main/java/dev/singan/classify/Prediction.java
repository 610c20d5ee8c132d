package dev.singan.classify;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.singan.base.AtomicFiles;
import dev.singan.base.Checked;
import dev.singan.base.DamagedRecordException;
import dev.singan.base.Faults;
import dev.singan.base.Json;
import dev.singan.base.Records;
import dev.singan.base.UserException;
import dev.singan.base.WorkFolder;
import dev.singan.classify.plan.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A line of {@code predictions/TASK.ARM.zTRAIN.sSPLIT.jsonl}: what a head says of a patch that it was not trained on.
 *
 * @param patch id
 * @param patient who
 * @param set {@code validation} or {@code test}
 * @param label the true class
 * @param zoom 1 to 3, or 0 for healthy patches
 * @param scores probability of each class, in [0, 1]; they sum to 1
 */
@JsonPropertyOrder({"patch", "patient", "set", "label", "zoom", "scores"})
public record Prediction(int patch, String patient, String set, String label, int zoom, Map<String, Double> scores)
        implements Checked {
    /** The set that chose the epoch. */
    public static final String VALIDATION = "validation";

    /** The set that the figures are of. */
    public static final String TEST = "test";

    private static final Pattern NAMES = Pattern.compile("(binary|multiclass)\\..+\\.z\\d+\\.s\\d+\\.jsonl?");

    @Override
    public void check(Faults faults) {
        faults.range("patch", patch, 0, Integer.MAX_VALUE);
        faults.range("zoom", zoom, 0, 3);
        scores.forEach((name, score) -> faults.range("scores[" + name + "]", score, 0, 1));
    }

    /** Where a head's predictions lie in a working folder. */
    public static Path file(Path workDirectory, String task, String arm, String trainZoom, int split) {
        return new WorkFolder(workDirectory)
                .predictions()
                .resolve(task + "." + arm + ".z" + trainZoom + ".s" + split + ".jsonl");
    }

    /** Whether a file of this name holds the predictions of a head, or the record that belongs to them. */
    static boolean isNameOfHead(String name) {
        return NAMES.matcher(name).matches();
    }

    /** The line, with the scores in the order of the task's classes. */
    String line(Task task) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("patch", patch);
        node.put("patient", patient);
        node.put("set", set);
        node.put("label", label);
        node.put("zoom", zoom);
        ObjectNode each = node.putObject("scores");
        for (String name : task.labels()) {
            each.put(name, scores.get(name));
        }
        return node.toString();
    }

    /** Writes a file. */
    static void write(Path file, Task task, List<Prediction> predictions) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Prediction prediction : predictions) {
            text.append(prediction.line(task)).append('\n');
        }
        AtomicFiles.writeString(file, text.toString());
    }

    /**
     * Reads a file.
     *
     * @throws UserException where it is missing or a line of it is damaged
     */
    public static List<Prediction> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException(
                    "There are no predictions " + file.getFileName() + ". Run the goal singan:classify first.");
        }
        List<Prediction> predictions = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                predictions.add(Records.parse(line.getBytes(StandardCharsets.UTF_8), Prediction.class));
            }
        } catch (DamagedRecordException | IOException e) {
            throw new UserException(
                    file.getFileName() + ", line " + (predictions.size() + 1) + ", is no prediction: " + e.getMessage()
                            + ". Run the goal singan:classify again.",
                    e);
        }
        return predictions;
    }
}
