package dev.singan.image.dicom.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/** The attributes of a data set, by tag. What an attribute's type is follows from who asks for it, as implicit data do not say it. */
public final class DataSet {
    private final Map<Integer, Bytes> values = new HashMap<>();
    private final Map<Integer, List<DataSet>> sequences = new HashMap<>();
    private @Nullable PixelElement pixels;

    void put(int tag, Bytes value) {
        values.putIfAbsent(tag, value);
    }

    void put(int tag, List<DataSet> items) {
        sequences.putIfAbsent(tag, items);
    }

    void put(PixelElement element) {
        pixels = element;
    }

    /** The pixel data; null where there are none. */
    public @Nullable PixelElement pixels() {
        return pixels;
    }

    public List<DataSet> items(int tag) {
        return sequences.getOrDefault(tag, List.of());
    }

    /** A binary value; null where it is missing or empty. */
    public @Nullable Bytes bytes(int tag) {
        Bytes value = values.get(tag);
        return value == null || value.length() == 0 ? null : value;
    }

    /** A text without the padding at its ends; null where it is missing or empty. */
    public @Nullable String text(int tag) {
        Bytes value = bytes(tag);
        String text = value == null ? "" : strip(value.ascii());
        return text.isEmpty() ? null : text;
    }

    /** The values of a text that are parted by backslashes; empty where it is missing. */
    List<String> texts(int tag) {
        String text = text(tag);
        return text == null
                ? List.of()
                : Arrays.stream(text.split("\\\\", -1)).map(DataSet::strip).toList();
    }

    /** A decimal string's values; what is no number ends the file's being read. */
    public List<Double> decimals(int tag) throws ImagingException {
        try {
            return texts(tag).stream()
                    .filter(one -> !one.isEmpty())
                    .map(DataSet::decimal)
                    .toList();
        } catch (NumberFormatException e) {
            throw new ImagingException(
                    "its attribute " + Tag.name(tag) + " is '" + text(tag) + "', but must be a number", e);
        }
    }

    /** A decimal string's first value. */
    public double decimal(int tag, double otherwise) throws ImagingException {
        List<Double> all = decimals(tag);
        return all.isEmpty() ? otherwise : all.get(0);
    }

    /** A 16-bit number without sign. */
    public int unsigned(int tag, int otherwise) {
        Bytes value = bytes(tag);
        return value == null || value.length() < 2 ? otherwise : value.unsignedShort(0);
    }

    /** @throws ImagingException where it is missing */
    int needed(int tag, String name) throws ImagingException {
        int value = unsigned(tag, -1);
        if (value < 0) {
            throw new ImagingException("it has no " + name + " " + Tag.name(tag));
        }
        return value;
    }

    private static Double decimal(String text) {
        Double value = Double.valueOf(text.replace(',', '.'));
        if (value.isNaN() || value.isInfinite()) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static String strip(String text) {
        return text.replace('\0', ' ').strip();
    }
}
