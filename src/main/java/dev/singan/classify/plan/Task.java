package dev.singan.classify.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.singan.base.UserException;
import dev.singan.base.Words;
import dev.singan.dataset.patch.Patch;
import java.util.List;

/** What the classifier tells apart. */
public enum Task {
    /** Healthy tissue against any lesion; the score of {@code suspicious} is the sigmoid of one logit. */
    BINARY(List.of("healthy", "suspicious")),
    /** Three classes, by softmax. */
    MULTICLASS(List.of("healthy", "benign", "malignant"));

    private static final List<String> CLASSIFICATIONS = List.of("Normal", "Benign", "Malign");

    private final List<String> labels;

    Task(List<String> labels) {
        this.labels = labels;
    }

    /** The name in files and parameters. */
    @JsonValue
    public String id() {
        return Words.of(this);
    }

    /** The classes, in the order of the scores. */
    public List<String> labels() {
        return labels;
    }

    /** The number of a patch's class. */
    public int label(Patch patch) {
        int lesion = lesionClass(patch);
        return this == BINARY ? Math.min(lesion, 1) : lesion;
    }

    /** The number of the class that samples of malignant patches belong to: the last one. */
    public int malignantLabel() {
        return labels.size() - 1;
    }

    /** How many numbers the head gives for a patch: one per class, or one in all where there are two. */
    public int outputs() {
        return this == BINARY ? 1 : labels.size();
    }

    /**
     * The task of a name.
     *
     * @throws UserException where there is none
     */
    @JsonCreator
    public static Task named(String id) {
        return Words.choice("singan.tasks", id, Task.class);
    }

    /** 0 healthy, 1 benign, 2 malignant. */
    public static int lesionClass(Patch patch) {
        int index = CLASSIFICATIONS.indexOf(patch.classification());
        if (index < 0) {
            throw new UserException("metadata.jsonl gives " + patch.fileName() + " the classification '"
                    + patch.classification() + "', but only Normal, Benign and Malign are known: run the goal"
                    + " singan:metadata again.");
        }
        return index;
    }
}
