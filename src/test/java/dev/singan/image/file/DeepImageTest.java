package dev.singan.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.singan.image.codec.GrayReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 16-bit images that use fewer bits; the expected values are shifts of the samples, worked out by hand. */
class DeepImageTest {
    @TempDir
    Path folder;

    private GrayReading read(int photometric, int bits, int... samples) throws IOException {
        Path file = folder.resolve("deep.tif");
        DeepTiff.write(file, samples.length, 1, samples, photometric);
        return ImageFiles.read(file, bits);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void withoutAHintTheUpperByteIsKeptAsByOpenCv() throws IOException {
        GrayReading reading = read(1, 16, 0, 255, 256, 4095, 65535);
        assertThat(reading.image().pixels()).isEqualTo(bytes(0, 0, 1, 15, 255));
        assertThat(reading.isDeep()).isTrue();
        assertThat(reading.usedBits()).isEqualTo(16);
    }

    @Test
    void theUpperEightOfTwelveBitsAreKeptAndWhatIsGreaterIsWhite() throws IOException {
        assertThat(read(1, 12, 0, 15, 16, 2048, 4095, 5000).image().pixels()).isEqualTo(bytes(0, 0, 1, 128, 255, 255));
        assertThat(read(1, 12, 1, 4095).usedBits()).isEqualTo(12);
        assertThat(read(1, 8, 3, 255).image().pixels()).isEqualTo(bytes(3, 255));
    }

    @Test
    void whereWhiteIsZeroTheSampleIsTakenFromTheGreatestOfItsBits() throws IOException {
        assertThat(read(0, 12, 0, 2047, 4095, 9999).image().pixels()).isEqualTo(bytes(255, 128, 0, 0));
        assertThat(read(0, 12, 7, 4095).highest()).isEqualTo(4095);
        assertThat(read(0, 16, 0, 65535).image().pixels()).isEqualTo(bytes(255, 0));
    }

    @Test
    void whatSaysItsOwnMaximumDoesNotDependOnTheHint() throws IOException {
        Path file = folder.resolve("twelve.pgm");
        Files.write(file, bytes('P', '5', ' ', '2', ' ', '1', ' ', '4', '0', '9', '5', '\n', 15, 255, 7, 255));
        GrayReading reading = ImageFiles.read(file, 12);
        assertThat(reading.image().pixels()).isEqualTo(bytes(255, 127));
        assertThat(reading.isDeep()).isFalse();
        GrayReading eight = ImageFiles.read(ImageFilesTest.fixture("gray.png"), 12);
        assertThat(eight.isDeep()).isFalse();
        assertThat(eight.image().pixels())
                .isEqualTo(ImageFiles.read(ImageFilesTest.fixture("gray.png")).pixels());
    }
}
