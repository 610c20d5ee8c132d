package dev.singan.image.dicom.data;

import dev.singan.image.codec.UnsupportedImage;
import java.util.Map;
import org.apache.commons.imaging.ImagingException;

/**
 * How a data set and its pixel data are encoded.
 *
 * @param explicit whether attributes say their type
 * @param bigEndian whether numbers have their upper byte first
 * @param deflated whether the data set is packed by deflate
 */
public record TransferSyntax(boolean explicit, boolean bigEndian, boolean deflated) {
    static final TransferSyntax EXPLICIT = new TransferSyntax(true, false, false);
    private static final TransferSyntax IMPLICIT = new TransferSyntax(false, false, false);

    private static final String ROOT = "1.2.840.10008.1.2";
    public static final String RUN_LENGTHS = ROOT + ".5";
    public static final String DEFLATED = ROOT + ".1.99";
    private static final Map<String, TransferSyntax> PLAIN = Map.of(
            ROOT,
            IMPLICIT,
            ROOT + ".1",
            EXPLICIT,
            DEFLATED,
            new TransferSyntax(true, false, true),
            ROOT + ".2",
            new TransferSyntax(true, true, false));

    /** By the name that the file gives it; encapsulated pixel data are told by their own content. */
    static TransferSyntax of(String uid) throws ImagingException {
        if (!uid.equals(ROOT) && !uid.startsWith(ROOT + ".")) {
            throw new UnsupportedImage("its transfer syntax is " + uid + ", which is not one of DICOM's own");
        }
        return PLAIN.getOrDefault(uid, EXPLICIT);
    }

    /** By the first attribute of a data set that does not say it. */
    static TransferSyntax guess(byte[] b, int at) {
        boolean bigEndian = b[at] == 0 && b[at + 1] != 0;
        boolean explicit = isLetter(b[at + 4]) && isLetter(b[at + 5]);
        return new TransferSyntax(explicit, bigEndian, false);
    }

    static boolean isLetter(byte value) {
        return value >= 'A' && value <= 'Z';
    }
}
