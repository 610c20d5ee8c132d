package dev.singan.image.dicom.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.imaging.ImagingException;

/** Reads attributes one after the other (PS3.5, section 7). */
final class DataSetReader {
    private static final int UNDEFINED = -1;
    private static final int DEEPEST = 16;
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final Bytes in;
    private final boolean explicit;
    private final int depth;
    private int at;

    /**
     * @param in begins with an attribute
     * @param depth how many sequences lie around it
     */
    DataSetReader(Bytes in, boolean explicit, int depth) {
        this.in = in;
        this.explicit = explicit;
        this.depth = depth;
    }

    /** An attribute's tag, type ("" where it is not said) and the bytes of its value, or {@link #UNDEFINED}. */
    private record Header(int tag, String type, int length) {
        boolean isUndefined() {
            return length == UNDEFINED;
        }

        boolean isSequence() {
            boolean untyped = type.isEmpty() || type.equals("UN");
            return !Tag.isPixelData(tag) && (type.equals("SQ") || isUndefined() || Tag.isSequence(tag) && untyped);
        }
    }

    /** Where the next attribute begins. */
    int position() {
        return at;
    }

    /**
     * Reads to the pixel data, the end of the item or of the input.
     *
     * @param group the only group that is read; -1 for all
     */
    DataSet read(int group) throws ImagingException {
        DataSet set = new DataSet();
        while (at + 8 <= in.length() && (group < 0 || in.unsignedShort(at) == group)) {
            Header header = header();
            if (header.tag() == Tag.ITEM_END || header.tag() == Tag.SEQUENCE_END) {
                return set;
            }
            value(set, header);
            if (Tag.isPixelData(header.tag()) && depth == 0) {
                return set;
            }
        }
        return set;
    }

    private void value(DataSet set, Header header) throws ImagingException {
        if (Tag.isPixelData(header.tag())) {
            set.put(pixels(header));
        } else if (header.isSequence()) {
            set.put(header.tag(), items(header));
        } else {
            set.put(header.tag(), take(header));
        }
    }

    private Header header() throws ImagingException {
        int tag = in.unsignedShort(at) << 16 | in.unsignedShort(at + 2);
        at += 4;
        boolean delimiter = tag >>> 16 == 0xfffe;
        // Some programs fall back to implicit attributes in explicit files; the type's place then holds a length.
        if (!explicit
                || delimiter
                || !TransferSyntax.isLetter(in.data()[in.from() + at])
                || !TransferSyntax.isLetter(in.data()[in.from() + at + 1])) {
            return new Header(tag, "", length(4));
        }
        String type = new String(in.data(), in.from() + at, 2, StandardCharsets.ISO_8859_1);
        at += 2;
        if (!LONG.contains(type)) {
            return new Header(tag, type, length(2));
        }
        at += 2;
        return new Header(tag, type, length(4));
    }

    private int length(int bytes) throws ImagingException {
        if (at + bytes > in.length()) {
            throw cutOff();
        }
        int length = bytes == 2 ? in.unsignedShort(at) : in.integer(at);
        at += bytes;
        return length;
    }

    private Bytes take(Header header) throws ImagingException {
        if (header.length() < 0 || header.length() > in.length() - at) {
            throw new DataSetEnds("its attribute " + Tag.name(header.tag()) + " claims "
                    + Integer.toUnsignedString(header.length()) + " bytes, more than the " + (in.length() - at)
                    + " that follow; it may be cut off");
        }
        at += header.length();
        return in.slice(at - header.length(), header.length());
    }

    private List<DataSet> items(Header header) throws ImagingException {
        if (depth == DEEPEST) {
            throw new ImagingException("its sequences lie more than " + DEEPEST + " deep, the file is damaged");
        }
        // A sequence of unknown type and undefined length is implicit (PS3.5, section 6.2.2).
        boolean within = explicit && !header.type().equals("UN");
        if (!header.isUndefined()) {
            Bytes content = take(header);
            return new DataSetReader(content, within, depth + 1).items();
        }
        DataSetReader reader = new DataSetReader(in.from(at), within, depth + 1);
        List<DataSet> items = reader.items();
        at += reader.position();
        return items;
    }

    private List<DataSet> items() throws ImagingException {
        List<DataSet> items = new ArrayList<>();
        while (at + 8 <= in.length()) {
            Header item = header();
            if (item.tag() == Tag.SEQUENCE_END) {
                return items;
            }
            if (item.tag() != Tag.ITEM) {
                throw new ImagingException("an item was expected, but " + Tag.name(item.tag()) + " follows");
            }
            items.add(item(item));
        }
        return items;
    }

    private DataSet item(Header item) throws ImagingException {
        Bytes content = item.isUndefined() ? in.from(at) : take(item);
        DataSetReader reader = new DataSetReader(content, explicit, depth);
        DataSet set = reader.read(-1);
        at += item.isUndefined() ? reader.position() : 0;
        return set;
    }

    private PixelElement pixels(Header header) throws ImagingException {
        boolean words = header.type().equals("OW") || !explicit;
        if (header.isUndefined()) {
            return new PixelElement(header.tag(), fragments(), true, words);
        }
        // What is missing of it is told with the size that the image takes; some writers add a few bytes.
        int length = Math.min(header.length() < 0 ? Integer.MAX_VALUE : header.length(), in.length() - at);
        Bytes value = in.slice(at, length);
        at += length;
        return new PixelElement(header.tag(), List.of(value), false, words);
    }

    /** The items of encapsulated pixel data; the first one is the offset table, which one frame does not need. */
    private List<Bytes> fragments() throws ImagingException {
        List<Bytes> fragments = new ArrayList<>();
        while (at + 8 <= in.length()) {
            Header item = header();
            if (item.tag() != Tag.ITEM) {
                break;
            }
            Bytes fragment = in.slice(at, Math.min(Integer.MAX_VALUE & item.length(), in.length() - at));
            at += fragment.length();
            fragments.add(fragment);
        }
        // Some programs leave the table out.
        boolean table = fragments.size() > 1 && !isCodestream(fragments.get(0));
        return table ? fragments.subList(1, fragments.size()) : fragments;
    }

    private static boolean isCodestream(Bytes fragment) {
        return fragment.length() > 4 && fragment.unsignedByte(0) == 0xff && fragment.unsignedByte(1) > 0;
    }

    private static ImagingException cutOff() {
        return new DataSetEnds("it ends within an attribute, it may be cut off");
    }
}
