package dev.singan.tensor.file;

import dev.singan.base.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a {@link Pickle} has read and not yet used, with the lists that are still open. */
final class PickleStack {
    private final Deque<List<@Nullable Object>> frames = new ArrayDeque<>();
    private int pushed;

    PickleStack() {
        open();
    }

    /** Opens a list, into which values go until it is closed. */
    void open() {
        if (frames.size() > Limits.PICKLED_VALUES) {
            throw new Pickle.RefusedException("it opens more lists than it could close");
        }
        frames.push(new ArrayList<>());
    }

    /** Puts a value on top. */
    void push(@Nullable Object value) {
        if (++pushed > Limits.PICKLED_VALUES) {
            throw new Pickle.RefusedException(
                    "it has more than " + Limits.PICKLED_VALUES + " values beside its numbers");
        }
        top().add(value);
    }

    /** The value on top, which stays there. */
    @Nullable
    Object peek() {
        requireValues(1);
        return top().get(top().size() - 1);
    }

    /** Takes the value on top. */
    @Nullable
    Object pop() {
        requireValues(1);
        return top().remove(top().size() - 1);
    }

    /** Ends the list that was opened last, and takes what is in it. */
    List<@Nullable Object> close() {
        if (frames.size() == 1) {
            throw new Pickle.RefusedException("it closes a list that was not opened");
        }
        return frames.pop();
    }

    /** Takes the topmost values together, the lowest first. */
    List<@Nullable Object> take(int n) {
        requireValues(n);
        List<@Nullable Object> tail = top().subList(top().size() - n, top().size());
        List<@Nullable Object> items = Collections.unmodifiableList(new ArrayList<>(tail));
        tail.clear();
        return items;
    }

    private List<@Nullable Object> top() {
        return frames.element();
    }

    private void requireValues(int n) {
        if (top().size() < n) {
            throw new Pickle.RefusedException("it takes a value where there is none");
        }
    }
}
