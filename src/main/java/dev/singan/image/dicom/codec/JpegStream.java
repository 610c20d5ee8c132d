package dev.singan.image.dicom.codec;

import dev.singan.image.codec.UnsupportedImage;
import dev.singan.image.dicom.data.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.imaging.ImagingException;

/** The segments of a JPEG or JPEG-LS codestream up to its only scan (ITU-T T.81, annex B; T.87, annex C). */
public final class JpegStream {
    public static final int BASELINE = 0xc0;
    public static final int EXTENDED = 0xc1;
    public static final int LOSSLESS = 0xc3;
    public static final int JPEG_LS = 0xf7;

    private static final int HUFFMAN = 0xc4;
    private static final int START = 0xd8;
    private static final int SCAN = 0xda;
    private static final int QUANTISATION = 0xdb;
    private static final int RESTART = 0xdd;
    private static final int PRESETS = 0xf8;

    private final Bytes in;
    private final Map<Integer, HuffmanTable> huffman = new HashMap<>();
    private final Map<Integer, int[]> quantisation = new HashMap<>();
    private int at;
    private int process;
    private int quantiser;
    private Bytes frame;
    private Bytes scan;
    private Bytes presets;
    private int restart;

    private JpegStream(Bytes in) {
        // JPEG's numbers have their upper byte first.
        this.in = new Bytes(in.data(), in.from(), in.length(), true);
        this.frame = this.in.slice(0, 0);
        this.scan = frame;
        this.presets = frame;
    }

    public static JpegStream of(Bytes in) throws ImagingException {
        JpegStream stream = new JpegStream(in);
        while (stream.scan.length() == 0) {
            stream.segment();
        }
        if (stream.frame.length() == 0) {
            throw new ImagingException("its JPEG data have no frame header, the file is damaged");
        }
        return stream;
    }

    /** The frame's marker. */
    public int process() {
        return process;
    }

    public int precision() {
        return frame.unsignedByte(0);
    }

    public int rows() {
        return frame.unsignedShort(1);
    }

    public int columns() {
        return frame.unsignedShort(3);
    }

    public int components() {
        return frame.unsignedByte(5);
    }

    /** How many units lie between two restart markers; 0 where there is none. */
    int restart() {
        return restart;
    }

    /** The scan's table selector of its first component. */
    int tables() {
        return scan.unsignedByte(2);
    }

    /** The byte of the scan's header this far behind its components: Ss or NEAR, Se or the interleaving, Ah and Al. */
    int parameter(int index) {
        return scan.unsignedByte(1 + 2 * scan.unsignedByte(0) + index);
    }

    /** JPEG-LS's preset parameter of an index: greatest value, three thresholds, reset; 0 where it is not given. */
    int preset(int index) {
        return presets.length() == 0 ? 0 : presets.unsignedShort(1 + 2 * index);
    }

    /** @param tableClass 0 for DC and lossless, 1 for AC */
    HuffmanTable huffman(int tableClass, int number) throws ImagingException {
        HuffmanTable table = huffman.get(tableClass << 4 | number);
        if (table == null) {
            throw new ImagingException("its JPEG data lack a Huffman table, the file is damaged");
        }
        return table;
    }

    /** The quantiser of the only component, 64 steps in zigzag order. */
    int[] quantiser() throws ImagingException {
        int[] table = quantisation.get(quantiser);
        if (table == null) {
            throw new ImagingException("its JPEG data lack a quantisation table, the file is damaged");
        }
        return table;
    }

    /** The entropy-coded data. */
    Bytes data() {
        return in.from(at);
    }

    private void segment() throws ImagingException {
        while (at + 1 < in.length() && in.unsignedByte(at) == 0xff && in.unsignedByte(at + 1) == 0xff) {
            at++;
        }
        if (at + 1 >= in.length() || in.unsignedByte(at) != 0xff) {
            throw new ImagingException("its JPEG data lack a marker, they may be cut off");
        }
        int marker = in.unsignedByte(at + 1);
        at += 2;
        if (marker == START) {
            return;
        }
        int length = at + 2 > in.length() ? 0 : in.unsignedShort(at);
        if (length < 2 || at + length > in.length()) {
            throw new ImagingException("its JPEG data end within a segment, they may be cut off");
        }
        Bytes body = in.slice(at + 2, length - 2);
        at += length;
        take(marker, body);
    }

    private void take(int marker, Bytes body) throws ImagingException {
        switch (marker) {
            case HUFFMAN -> huffman(body);
            case QUANTISATION -> quantisation(body);
            case RESTART -> restart = needed(body, 2).unsignedShort(0);
            case SCAN -> scan = needed(body, 6);
            case PRESETS -> presets(needed(body, 1));
            default -> {
                if (marker >= BASELINE && marker <= 0xcf && marker != 0xc8 && marker != 0xcc || marker == JPEG_LS) {
                    frame(marker, needed(body, 9));
                }
            }
        }
    }

    private void frame(int marker, Bytes body) {
        process = marker;
        frame = body;
        quantiser = body.unsignedByte(8);
    }

    private void presets(Bytes body) throws ImagingException {
        if (body.unsignedByte(0) != 1) {
            throw new UnsupportedImage("its JPEG-LS data have a mapping table, which is not read." + RawCopy.HINT);
        }
        presets = needed(body, 11);
    }

    private void huffman(Bytes body) throws ImagingException {
        for (int from = 0; from < body.length(); ) {
            needed(body, from + 17);
            int[] counts = new int[16];
            for (int i = 0; i < 16; i++) {
                counts[i] = body.unsignedByte(from + 1 + i);
            }
            int symbols = Arrays.stream(counts).sum();
            needed(body, from + 17 + symbols);
            int first = body.from() + from + 17;
            huffman.put(
                    body.unsignedByte(from),
                    new HuffmanTable(counts, Arrays.copyOfRange(body.data(), first, first + symbols)));
            from += 17 + symbols;
        }
    }

    private void quantisation(Bytes body) throws ImagingException {
        for (int from = 0; from < body.length(); ) {
            int bytes = 1 + (body.unsignedByte(from) >> 4 & 1);
            needed(body, from + 1 + 64 * bytes);
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                int place = from + 1 + bytes * i;
                table[i] = bytes == 1 ? body.unsignedByte(place) : body.unsignedShort(place);
            }
            quantisation.put(body.unsignedByte(from) & 15, table);
            from += 1 + 64 * bytes;
        }
    }

    private static Bytes needed(Bytes body, int length) throws ImagingException {
        if (body.length() < length) {
            throw new ImagingException("a segment of its JPEG data is too short, the file is damaged");
        }
        return body;
    }
}
