package dev.singan.report;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.singan.base.Hashes;
import dev.singan.base.Json;
import dev.singan.report.check.Reference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Takes the README's picture of the report of the reference's results, and writes into the file of which reference it is, so that a test notices when
 * the reference is another one. {@code src/test/reference/report_picture.sh} runs it after the embedded study.
 */
public final class ReportPicture {
    static final Path REFERENCE = Path.of("reports", "reference", "phantom-strict.json");
    static final Path PICTURE = Path.of("reports", "reference", "report.png");

    private static final String KEYWORD = "singan-reference";
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1500;

    private ReportPicture() {}

    /**
     * @param arguments the folder that holds {@code reports/}
     * @throws Exception where the report is not that of the reference, or there is no Chromium
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Path report = root.resolve("reports");
        Path reference = root.resolve(REFERENCE);
        Reference shown = Reference.of(report.resolve("results.json"));
        if (!shown.values().equals(values(reference))) {
            throw new IllegalStateException(report + " is not the report of " + reference
                    + ": run mvn verify -DskipTests, and the goal accept if the reference is to change");
        }
        Path profile = Files.createTempDirectory("chromium");
        Path chromium = Browser.executable().orElseThrow(() -> new IllegalStateException("no chromium in the PATH"));
        try (Browser browser = new Browser(chromium, profile)) {
            browser.media("screen", "light");
            browser.size(WIDTH, HEIGHT);
            browser.open(report.resolve("index.html"));
            Files.write(root.resolve(PICTURE), marked(browser.screenshot(), hash(reference)));
        }
        System.exit(0);
    }

    private static Map<String, Double> values(Path reference) throws IOException {
        return Json.mapper()
                .convertValue(Json.mapper().readTree(reference.toFile()).get("values"), new TypeReference<>() {});
    }

    /** The hash of a reference's text, whatever its line ends. */
    static String hash(Path reference) throws IOException {
        return Hashes.sha256(Files.readString(reference, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    /** The hash of the reference that a picture shows. */
    static Optional<String> shown(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png).position(SIGNATURE);
        while (in.remaining() >= FRAME) {
            byte[] data = new byte[in.getInt()];
            byte[] type = new byte[4];
            in.get(type).get(data).getInt();
            String text = new String(data, StandardCharsets.ISO_8859_1);
            if (new String(type, StandardCharsets.US_ASCII).equals("tEXt") && text.startsWith(KEYWORD + '\0')) {
                return Optional.of(text.substring(KEYWORD.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The picture with a text chunk before its end. */
    private static byte[] marked(byte[] png, String hash) throws IOException {
        byte[] chunk = ("tEXt" + KEYWORD + '\0' + hash).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 check = new CRC32();
        check.update(chunk);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, png.length - FRAME);
        out.write(ByteBuffer.allocate(4).putInt(chunk.length - 4).array());
        out.write(chunk);
        out.write(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
        out.write(png, png.length - FRAME, FRAME);
        return out.toByteArray();
    }
}
