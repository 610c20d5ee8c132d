package dev.singan.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What readers take in at most, whatever a file says of itself: the project's one table of bounds. What a file's numbers make of it is
 * held in 64 bits and against these before memory is asked for.
 */
public final class Limits {
    /** Bytes of a record: a JSON file that goals keep. */
    public static final long RECORD = 1L << 30;

    /** Bytes of a line of JSON lines. */
    public static final int LINE = 1 << 20;

    /** Bytes of a table of an archive. */
    public static final long TABLE = 1L << 28;

    /** Bytes of an image's file. */
    public static final long IMAGE_FILE = 1L << 30;

    /** Bytes of the pickled value of a {@code .pth} file; that of a ResNet50 has 40 thousand. */
    public static final int PICKLE = 1 << 22;

    /** Values that a pickled value may hold. */
    public static final int PICKLED_VALUES = 1 << 19;

    /** Digits of a number that is written as text. */
    public static final int DIGITS = 400;

    /** Values of a storage of a {@code .pth} file. */
    public static final long STORED_VALUES = 1L << 34;

    /** Values of a {@code .pth} file's tensors for a byte of the file; a byte is a value, and views may share storages. */
    public static final int VALUES_PER_BYTE = 8;

    /** Bytes that a reader of a {@code .pth} file goes through beside {@value #PASSES} times the file. */
    public static final long GONE_THROUGH = 1L << 34;

    /** How often a {@code .pth} file's bytes are gone through at most. */
    public static final int PASSES = 64;

    /** Entries of a zip file. */
    public static final int ZIP_ENTRIES = 1 << 20;

    /** Bytes of a zip file's entry among samples and models, unpacked. */
    public static final int ZIP_ENTRY = 64 << 20;

    /** Bytes of all that is unpacked of a zip file. */
    public static final long UNPACKED = 1L << 34;

    /** How often an unpacked entry may be as large as it is packed; deflate reaches 1032, images and weights 20. */
    public static final int RATIO = 200;

    /** Bytes of a safetensors file's header, as the reference implementation has it. */
    public static final int TENSOR_HEADER = 100_000_000;

    /** Bytes of a file that is downloaded; the largest known weights have 108 million. */
    public static final long DOWNLOAD = 4L << 30;

    /** The share of the heap that one file's content may take. */
    private static final int HEAP_SHARE = 4;

    private Limits() {}

    /**
     * Asserts that a path names a file with an end: a pipe or a device can be read for ever.
     *
     * @param what the file as the sentence's subject, such as {@code singan.image}
     * @throws UserException where it is missing, or is none
     */
    public static void requireRegular(Path file, String what) {
        if (!Files.isRegularFile(file)) {
            String is = !Files.exists(file)
                    ? "which does not exist" + unreadableLetters(file)
                    : Files.isDirectory(file)
                            ? "which is a folder"
                            : "which is no regular file but a device, pipe or socket";
            throw new UserException(what + " is " + file + ", " + is + ": give the path of a file.");
        }
    }

    /** What a Java that was started in another encoding makes of letters beyond English. */
    private static String unreadableLetters(Path file) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(file.toString());
        return ascii || encoding.equalsIgnoreCase("UTF-8")
                ? ""
                : " (letters beyond English cannot be passed to a file system whose encoding is " + encoding
                        + ": start Maven with LC_ALL=C.UTF-8, or another locale of UTF-8)";
    }

    /**
     * Asserts that the heap has room for something that comes from a file.
     *
     * @param bytes what it takes
     * @throws UserException where it has not, and says how much it takes
     */
    public static void requireHeap(Path file, long bytes) {
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / HEAP_SHARE * (HEAP_SHARE - 1)) {
            throw new UserException(file + " needs " + megabytes(bytes) + " MB of memory, but the heap has "
                    + megabytes(heap) + " MB: if the file is what it should be, give Java more"
                    + " (MAVEN_OPTS=-Xmx…, -Dsingan.heap=… for workers).");
        }
    }

    /**
     * The content of a file that is regular and not too large.
     *
     * @param most how many bytes it may have
     * @throws UserException where it is none or has more
     */
    public static byte[] bytes(Path file, long most) throws IOException {
        requireRegular(file, "the input");
        long size = Files.size(file);
        if (size > most || size > Integer.MAX_VALUE - 8) {
            throw new UserException(file + " has " + size + " bytes, more than the " + most
                    + " that such a file may have: it cannot be what it should be. Replace it.");
        }
        requireHeap(file, size);
        try (InputStream in = Files.newInputStream(file)) {
            // A file may grow while it is read.
            return in.readNBytes((int) size);
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
