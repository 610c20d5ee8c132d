package dev.singan.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.UserException;
import dev.singan.image.GrayImage;
import dev.singan.image.codec.ImageLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Named;

/** A damaged image either still is one or ends in a message that names it, in bounded time and memory. */
class DamagedImageTest {
    private static final String[] NAMES = {
        "gray-none.tif",
        "gray-lzw.tif",
        "gray-deflate.tif",
        "gray-packbits.tif",
        "gray-predictor.tif",
        "gray-tiles-none.tif",
        "gray-tiles-deflate.tif",
        "gray-16-lzw.tif",
        "gray-big-endian.tif",
        "bits-1.tif",
        "colour.tif",
        "gray.png",
        "gray-16.png",
        "colour.png",
        "gray.pgm",
        "gray-plain.pgm",
        "colour.ppm",
        "colour.jpg"
    };

    private static Path file;

    @BeforeContainer
    static void create() throws IOException {
        file = Files.createTempFile("damaged", ".image");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** A change of a file's bytes. */
    interface Damage {
        byte[] of(byte[] bytes);
    }

    @Property(tries = 400, seed = "1")
    void aDamagedImageIsReadOrRefusedByName(@ForAll("names") String name, @ForAll("damages") Damage damage)
            throws IOException {
        readOrRefused(damage.of(Files.readAllBytes(ImageFilesTest.fixture(name))));
    }

    @Property(tries = 2000, seed = "2")
    void soIsADamagedImageOfAnyKind(@ForAll("kinds") JsonNode cell, @ForAll("damages") Damage damage)
            throws IOException {
        readOrRefused(damage.of(cell.get("file").binaryValue()));
    }

    private static void readOrRefused(byte[] damaged) throws IOException {
        Files.write(file, damaged);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            long before = allocated();
            long pixels = 0;
            try {
                GrayImage image = ImageFiles.read(file);
                pixels = (long) image.width() * image.height();
                assertThat(pixels).isLessThanOrEqualTo(ImageLimits.MAX_PIXELS);
            } catch (UserException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
            // What a header claims is held against the file's size: 1032 times its bytes at most where its compression
            // is
            // deflate, of one bit a pixel eight times as many pixels; the rarer ones that pack more tightly are
            // unpacked
            // before there is an image.
            assertThat(allocated() - before).isLessThan(50_000_000L + 9000L * damaged.length + 3 * pixels);
        });
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }

    @Provide
    Arbitrary<JsonNode> kinds() throws IOException {
        return Arbitraries.of(ImageMatrixTest.cells().map(Named::getPayload).toList());
    }

    @Provide
    Arbitrary<Damage> damages() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 1 << 20);
        Arbitrary<Damage> flips = places.list().ofMinSize(1).ofMaxSize(12).map(bits -> bytes -> {
            bits.forEach(bit -> bytes[bit / 8 % bytes.length] ^= (byte) (1 << bit % 8));
            return bytes;
        });
        // TIFF directories of these fixtures lie at the end, headers of the others at the start.
        Arbitrary<Damage> ends = Combinators.combine(
                        Arbitraries.integers().between(0, 160), Arbitraries.bytes(), Arbitraries.of(true, false))
                .as((at, value, last) -> bytes -> {
                    int i = Math.min(at, bytes.length - 1);
                    bytes[last ? bytes.length - 1 - i : i] = value;
                    return bytes;
                });
        Arbitrary<Damage> huge = Combinators.combine(
                        Arbitraries.integers().between(0, 160), Arbitraries.of(true, false))
                .as((at, last) -> bytes -> {
                    int i = Math.min(at, bytes.length - 4);
                    int from = last ? bytes.length - 4 - i : i;
                    Arrays.fill(bytes, from, from + 4, (byte) 0x7f);
                    return bytes;
                });
        Arbitrary<Damage> cuts = places.map(at -> bytes -> Arrays.copyOf(bytes, at % bytes.length));
        Arbitrary<Damage> doubled = places.map(at -> bytes -> {
            byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
            System.arraycopy(bytes, 0, twice, at % bytes.length, bytes.length);
            return twice;
        });
        return Arbitraries.oneOf(flips, ends, huge, cuts, doubled);
    }

    private static long allocated() {
        try {
            return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                    .getThreadAllocatedBytes(Thread.currentThread().getId());
        } catch (UnsupportedOperationException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
