package dev.singan.image.dicom.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.imaging.ImagingException;
import org.jspecify.annotations.Nullable;

/** A DICOM file as PS3.10 lays it out, or without its preamble and file meta information, as older programs write it. */
public final class Part10 {
    private static final int PREAMBLE = 128;
    private static final int META = 2;
    private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.US_ASCII);

    private Part10() {}

    /** Whether bytes are a DICOM file: by the mark behind the preamble, or by a first attribute of group 2 or 8. */
    public static boolean isDicom(byte[] b) {
        return isMarked(b) || isFirst(b, 0);
    }

    public static boolean isMarked(byte[] b) {
        int end = PREAMBLE + MAGIC.length;
        return b.length > end && Arrays.equals(b, PREAMBLE, end, MAGIC, 0, MAGIC.length) && isFirst(b, end);
    }

    /** Whether a data set may begin here: with a low attribute of group 2 or 8, its type or a short length. */
    private static boolean isFirst(byte[] b, int at) {
        if (b.length < at + 12) {
            return false;
        }
        Bytes start = new Bytes(b, at, 8, b[at] == 0);
        int group = start.unsignedShort(0);
        boolean typed = TransferSyntax.isLetter(b[at + 4]) && TransferSyntax.isLetter(b[at + 5]);
        int length = start.integer(4);
        boolean implicit = !start.bigEndian() && length >= 0 && length <= 64 && length % 2 == 0;
        return (group == 8 || group == META) && start.unsignedShort(2) < 256 && (typed || implicit);
    }

    /**
     * Reads a file's attributes, its pixel data included.
     *
     * @param whole whether the bytes are the whole file; otherwise what is deflated may end early
     */
    public static DataSet read(byte[] bytes, boolean whole) throws ImagingException {
        Bytes file = new Bytes(bytes, 0, bytes.length, false);
        Bytes rest = file.from(isMarked(bytes) ? PREAMBLE + MAGIC.length : 0);
        DataSetReader reader = new DataSetReader(rest, true, 0);
        Bytes uid = reader.read(META).bytes(Tag.TRANSFER_SYNTAX);
        Bytes body = rest.from(reader.position());
        TransferSyntax syntax = syntax(uid, body);
        Bytes content = syntax.deflated() ? inflate(body, whole) : body;
        Bytes ordered = new Bytes(content.data(), content.from(), content.length(), syntax.bigEndian());
        DataSet set = new DataSetReader(ordered, syntax.explicit(), 0).read(-1);
        if (uid != null) {
            set.put(Tag.TRANSFER_SYNTAX, uid);
        }
        return set;
    }

    private static TransferSyntax syntax(@Nullable Bytes uid, Bytes body) throws ImagingException {
        if (uid != null) {
            return TransferSyntax.of(uid.ascii().replace('\0', ' ').strip());
        }
        if (body.length() < 8) {
            throw new DataSetEnds("it has no attributes, it may be cut off");
        }
        return TransferSyntax.guess(body.data(), body.from());
    }

    private static Bytes inflate(Bytes packed, boolean whole) throws ImagingException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed.data(), packed.from(), packed.length());
            byte[] out = new byte[Math.max(1024, 4 * packed.length())];
            int n = 0;
            for (int got = 1; got > 0; n += got) {
                if (n == out.length) {
                    out = Arrays.copyOf(out, grown(out.length));
                }
                got = inflater.inflate(out, n, out.length - n);
            }
            if (whole && !inflater.finished()) {
                throw new ImagingException("its deflated data end early, it may be cut off");
            }
            return new Bytes(out, 0, n, false);
        } catch (DataFormatException e) {
            throw new ImagingException("its deflate data are not valid: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static int grown(int length) throws ImagingException {
        if (length > 1 << 28) {
            throw new ImagingException("its deflated data unpack to more than " + length + " bytes");
        }
        return 2 * length;
    }
}
