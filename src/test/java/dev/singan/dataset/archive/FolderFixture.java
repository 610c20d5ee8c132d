package dev.singan.dataset.archive;

import dev.singan.base.Progress;
import dev.singan.base.Protocol;
import dev.singan.dataset.extract.Extraction;
import dev.singan.dataset.extract.ExtractionRequest;
import dev.singan.dataset.extract.ExtractionResult;
import dev.singan.dataset.extract.ExtractionRules;
import dev.singan.image.GrayImage;
import dev.singan.image.file.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with two images of 300x310, {@code images/a.png} and {@code images/b.png}, and whatever table a test gives it. */
public record FolderFixture(Path folder, Path archive) {
    public static FolderFixture write(Path folder) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("data"));
        byte[] pixels = new byte[300 * 310];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 300 < 280 ? 100 + i % 90 : 3);
        }
        GrayImage image = new GrayImage(300, 310, pixels);
        ImageFiles.writePng(archive.resolve("images/a.png"), image);
        ImageFiles.writePng(archive.resolve("images/b.png"), image);
        return new FolderFixture(folder, archive);
    }

    /** @param share the most that may be damaged */
    public ExtractionResult extract(String name, String table, double share) throws IOException {
        Files.writeString(archive.resolve(name), table);
        return Extraction.run(
                new ExtractionRequest(
                        ArchiveKind.FOLDER,
                        archive,
                        folder.resolve("work"),
                        ExtractionRules.of(Protocol.STRICT, 1).withMaximumSkipped(share),
                        1),
                Progress.NONE);
    }
}
