package dev.singan.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.image.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions as OsiriX writes them; boxes are worked out by hand. */
class OsirixRegionsTest {
    private static final String TWO = InbreastTree.regions(
            InbreastTree.region(0, "Mass", "10.5, 20.0", "30.25, 20.5", "1.5e1, 41"),
            InbreastTree.region(1, "Calcification", "7, 8"));

    private Path file;

    @TempDir
    Path folder;

    @BeforeProperty
    void create() throws IOException {
        file = Files.createTempFile("regions", ".xml");
    }

    @AfterProperty
    void delete() throws IOException {
        Files.delete(file);
    }

    private void refused(String content, String... parts) throws IOException {
        Path one = Files.writeString(folder.resolve("one.xml"), content);
        assertThatThrownBy(() -> OsirixRegions.read(one))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void aRegionIsTheSmallestBoxOfWholePixelsThatCoversItsPoints() throws Exception {
        Path two = Files.writeString(folder.resolve("two.xml"), TWO);
        assertThat(OsirixRegions.read(two))
                .containsExactly(
                        new OsirixRegions.Region("Mass", 3, new Box(10, 20, 21, 21)),
                        new OsirixRegions.Region("Calcification", 1, new Box(7, 8, 1, 1)));
    }

    @Test
    void whatIsNoListOfRegionsIsRefusedByItsFault() throws IOException {
        refused(TWO.replace("7, 8", "7; 8"), "'(7; 8)'", "(x, y)");
        refused(TWO.replace("7, 8", "7, 8e99"), "'8e99'");
        refused(TWO.replace("<key>ROIs</key>", "<key>Rois</key>"), "ROIs");
        refused("<html><body/></html>", "plist");
        refused("PK", "Content is not allowed in prolog");
        refused(
                "<plist>" + "<array>".repeat(100_000) + "</array>".repeat(100_000) + "</plist>",
                "nested more than 64 deep");
    }

    /** A damaged file is read or refused, and nothing else comes of it. */
    @Property(tries = 300)
    void aDamagedFileIsReadOrRefused(
            @ForAll @Size(max = 8) int[] places, @ForAll byte value, @ForAll @IntRange(min = 0, max = 2000) int length)
            throws IOException {
        byte[] bytes = TWO.getBytes(StandardCharsets.UTF_8);
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] = value;
        }
        Files.write(file, length < bytes.length && length % 3 == 0 ? Arrays.copyOf(bytes, length) : bytes);
        try {
            assertThat(OsirixRegions.read(file)).isNotNull();
        } catch (XMLStreamException | IOException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
