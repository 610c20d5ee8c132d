package dev.singan.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.singan.base.UserException;
import dev.singan.image.FloatImage;
import dev.singan.image.GrayImage;
import dev.singan.image.Resize;
import dev.singan.image.tiff.TiffCompression;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixtures come from src/test/reference/images.py, which checks them against OpenCV 4.6. */
public class ImageFilesTest {
    @TempDir
    Path folder;

    public static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(ImageFilesTest.class.getResource("/images/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gray-none.tif",
                "gray-lzw.tif",
                "gray-deflate.tif",
                "gray-packbits.tif",
                "gray-predictor.tif",
                "gray-white-is-zero.tif",
                "gray-big-endian.tif",
                "gray-tiles-none.tif",
                "gray-tiles-deflate.tif",
                "gray-16.png",
                "gray-16.pgm",
                "gray-16-lzw.tif",
                "gray-16-big-endian.tif",
                "gray-16-white-is-zero.tif",
                "gray.pgm",
                "gray-plain.pgm"
            })
    void everyVariantOfTheSameImageHasTheSamePixels(String name) {
        GrayImage expected = ImageFiles.read(fixture("gray.png"));
        GrayImage image = ImageFiles.read(fixture(name));
        assertThat(image.width()).isEqualTo(45);
        assertThat(image.height()).isEqualTo(37);
        assertThat(image.pixels()).isEqualTo(expected.pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.png", "colour.tif", "colour.ppm"})
    void coloursBecomeTheGreyThatOpenCvMakesOfThem(String name) {
        assertThat(ImageFiles.read(fixture(name)).pixels())
                .isEqualTo(ImageFiles.read(fixture("colour-gray.png")).pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.tif", "colour.ppm", "colour.jpg"})
    void coloursAreReadAsThreeChannels(String name) {
        FloatImage expected = ImageFiles.readColor(fixture("colour.png"));
        FloatImage image = ImageFiles.readColor(fixture(name));
        assertThat(image.channels()).isEqualTo(3);
        // JPEG keeps colours at half the resolution: single pixels may be far off, their mean may not.
        boolean lossy = name.endsWith("jpg");
        double sum = 0;
        for (int i = 0; i < expected.data().length; i++) {
            assertThat(image.data()[i]).isCloseTo(expected.data()[i], within(lossy ? 0.7f : 1e-6f));
            sum += Math.abs(image.data()[i] - expected.data()[i]);
        }
        assertThat(sum / expected.data().length).isLessThan(0.06);
    }

    @Test
    void channelsAreRedGreenBlueWithBlackAtMinusOne() throws IOException {
        Path file = folder.resolve("two.ppm");
        Files.write(file, new byte[] {'P', '6', ' ', '2', ' ', '1', ' ', '2', '5', '5', '\n', -1, 0, 0, 0, -1, 51});
        assertThat(ImageFiles.readColor(file).data()).containsExactly(1f, -1f, -1f, 1f, -1f, -0.6f);
    }

    @Test
    void aMaskOfOnesInSixteenBitsIsNotLost() {
        byte[] expected = ImageFiles.read(fixture("bits.png")).pixels();
        assertThat(ImageFiles.readMask(fixture("mask-16-of-ones.tif")).pixels()).isEqualTo(expected);
        assertThat(ImageFiles.readMask(fixture("bits-1.tif")).pixels()).isEqualTo(expected);
        assertThat(ImageFiles.read(fixture("bits-1.tif")).pixels()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TiffCompression.class)
    void whatIsWrittenAsTiffIsReadBack(TiffCompression compression) throws IOException {
        GrayImage image = Resize.bilinear(ImageFiles.read(fixture("gray.png")), 300, 500);
        Path file = folder.resolve("deep/image.tif");
        ImageFiles.writeTiff(file, image, compression);
        assertThat(ImageFiles.read(file).pixels()).isEqualTo(image.pixels());
        byte[] first = Files.readAllBytes(file);
        ImageFiles.writeTiff(file, image, compression);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    /** Flat ground makes LZW's longest strings, which overlap themselves; noise fills its table of codes again and again. */
    @ParameterizedTest
    @EnumSource(TiffCompression.class)
    void flatGroundAndNoiseAreReadBackToo(TiffCompression compression) throws IOException {
        java.util.Random random = new java.util.Random(5);
        byte[] pixels = new byte[700 * 400];
        for (int i = 0; i < pixels.length; i++) {
            int kind = i / 20_000 % 4;
            pixels[i] = (byte) (kind == 0 ? 7 : kind == 1 ? random.nextInt() : kind == 2 ? i % 5 : random.nextInt(2));
        }
        Path file = folder.resolve("image.tif");
        ImageFiles.writeTiff(file, new GrayImage(700, 400, pixels), compression);
        assertThat(ImageFiles.read(file).pixels()).isEqualTo(pixels);
    }

    @Test
    void whatIsWrittenAsPngIsReadBackAndIsTheSameBytesEachTime() throws IOException {
        GrayImage image = ImageFiles.read(fixture("gray.png"));
        Path file = folder.resolve("image.png");
        ImageFiles.writePng(file, image);
        assertThat(ImageFiles.read(file).pixels()).isEqualTo(image.pixels());
        assertThat(Files.readAllBytes(file)).isEqualTo(ImageFiles.png(image));
    }

    @Test
    void noiseThatDeflateCannotPackIsWrittenToo() throws IOException {
        byte[] pixels = new byte[200 * 200];
        new java.util.Random(3).nextBytes(pixels);
        GrayImage image = new GrayImage(200, 200, pixels);
        Path file = folder.resolve("noise.png");
        ImageFiles.writePng(file, image);
        assertThat(ImageFiles.read(file).pixels()).isEqualTo(pixels);
    }

    @Test
    void aHeaderOfTwoToTheThirtyOnePixelsIsRefusedBeforeItIsDecoded() throws IOException {
        for (String name : new String[] {"huge.pgm", "huge.tif", "huge.png"}) {
            Path file = folder.resolve(name);
            Files.write(file, huge(name));
            assertThatThrownBy(() -> ImageFiles.read(file))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("pixels");
        }
    }

    private static byte[] huge(String name) throws IOException {
        if (name.endsWith("pgm")) {
            return "P5 65536 32768 255\n".getBytes(StandardCharsets.US_ASCII);
        }
        if (name.endsWith("tif")) {
            byte[] tiff = Files.readAllBytes(fixture("gray-big-endian.tif"));
            int directory = (tiff[6] & 0xff) << 8 | tiff[7] & 0xff;
            tiff[directory + 2 + 8] = -1;
            tiff[directory + 2 + 9] = -1;
            tiff[directory + 14 + 8] = -1;
            tiff[directory + 14 + 9] = -1;
            return tiff;
        }
        byte[] png = Files.readAllBytes(fixture("gray.png"));
        Arrays.fill(png, 16, 24, (byte) 0x7f);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >> 24 - 8 * i);
        }
        return png;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gray-none.tif", "gray-lzw.tif", "gray-packbits.tif", "gray.png", "gray.pgm", "gray-plain.pgm"})
    void aFileThatIsCutOffIsRefusedByName(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(fixture(name));
        Path file = folder.resolve(name);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Replace the file");
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThatThrownBy(() -> ImageFiles.read(folder.resolve("none.tif")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.tif");
        assertThatThrownBy(() -> ImageFiles.read(folder)).isInstanceOf(UserException.class);
    }

    @Test
    void aTextFileIsNoImage() throws IOException {
        Path file = Files.writeString(folder.resolve("image.tif"), "hello");
        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a TIFF, PNG, PGM or JPEG image");
    }
}
