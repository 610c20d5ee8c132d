package dev.singan.classify.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.singan.base.Hashes;
import dev.singan.base.OwnFolder;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on the loopback interface stands for the publisher. */
class WeightsTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<String> ranges = new ArrayList<>();
    private int breakAt = Integer.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ranged", exchange -> answer(exchange, true));
        server.createContext("/whole", exchange -> answer(exchange, false));
        server.createContext("/missing", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, boolean ranged) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        int from = ranged && range != null ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        if (from == CONTENT.length) {
            exchange.sendResponseHeaders(416, -1);
        } else {
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
            int to = Math.min(CONTENT.length, breakAt);
            breakAt = Integer.MAX_VALUE;
            exchange.getResponseBody().write(CONTENT, from, to - from);
        }
        exchange.close();
    }

    @Test
    void aWholeFileIsFetchedInOnePiece() throws IOException {
        download("ranged");
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(ranges).containsExactly("null");
    }

    @Test
    void aBrokenConnectionGoesOnWhereItBroke() throws IOException {
        breakAt = 100_000;
        download("ranged");
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(ranges).hasSize(2).last().isNotEqualTo("null");
    }

    @Test
    void aLaterRunGoesOnWhereAnEarlierOneStopped() throws IOException {
        Files.write(file(), Arrays.copyOf(CONTENT, 123_456));
        download("ranged");
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(ranges).containsExactly("bytes=123456-");
    }

    @Test
    void aServerWithoutRangesSendsAllAgain() throws IOException {
        Files.write(file(), Arrays.copyOf(CONTENT, 123_456));
        download("whole");
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void aFileThatIsWholeAlreadyIsLeftAsItIs() throws IOException {
        Files.write(file(), CONTENT);
        download("ranged");
        assertThat(file()).hasBinaryContent(CONTENT);
    }

    @Test
    void anErrorOfTheServerNamesItsAddress() {
        assertThatThrownBy(() -> download("missing"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("/missing answered with status 404");
    }

    @Test
    void whatHasAnotherHashIsDeletedAndRefused() {
        Path cache = folder.resolve("cache");
        assertThatThrownBy(() -> Weights.obtain(request(null, address("ranged"), cache, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(KnownWeights.RESNET50_V2.sha256());
        assertThat(cache.toFile().list()).containsExactly(OwnFolder.MARK);
    }

    @Test
    void aCacheThatHoldsOtherFilesIsLeftAloneUnlessItIsGivenOnPurpose() throws IOException {
        Path cache = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(cache.resolve("other.pth"), "mine");
        assertThatThrownBy(() -> Weights.obtain(request(null, address("ranged"), cache, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("mine holds other.pth, not written by any goal")
                .hasMessageContaining("-Dsingan.weights.cache=…");
        assertThat(cache.toFile().list()).containsExactly("other.pth");
    }

    @Test
    void offlineItNeverAsksTheServer() {
        assertThatThrownBy(() -> Weights.obtain(request(null, address("ranged"), folder, true), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("offline")
                .hasMessageContaining("-Dsingan.weights=FILE");
        assertThat(ranges).isEmpty();
    }

    @Test
    void plainHttpIsRefused() {
        URI plain = URI.create("http://example.org/resnet50.pth");
        assertThatThrownBy(() -> Weights.obtain(request(null, plain, folder, false), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("https only");
    }

    @Test
    void onlyTheKnownFileIsPutIntoTheCache() throws IOException {
        Path cache = folder.resolve("cache");
        Path mine = Files.write(folder.resolve("mine.pth"), CONTENT);
        assertThatThrownBy(() -> Weights.obtain(request(mine, null, cache, true), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("-Dsingan.weights=FILE");
        assertThat(cache).doesNotExist();
        assertThatThrownBy(() -> Weights.obtain(request(folder.resolve("no.pth"), null, cache, true), Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no.pth");
    }

    @Test
    void anotherFileMayServeUnlessItBearsAKnownName() throws IOException {
        Path mine = Files.write(folder.resolve("mine.pth"), CONTENT);
        assertThat(Weights.describe(mine, KnownWeights.RESNET50_V2, Progress.NONE))
                .isEqualTo(Hashes.sha256(mine));
        Path misnamed = Files.write(folder.resolve("resnet50-11ad3fa6.pth"), CONTENT);
        assertThatThrownBy(() -> Weights.describe(misnamed, KnownWeights.RESNET50_V2, Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void progressTellsTheBytesOfTheWholeFile() throws IOException {
        Files.write(file(), Arrays.copyOf(CONTENT, 123_456));
        List<Long> seen = new ArrayList<>();
        new Download(address("ranged"), file(), new Progress() {
                    @Override
                    public void advance(String what, long done, long total) {
                        assertThat(total).isEqualTo(CONTENT.length);
                        seen.add(done);
                    }

                    @Override
                    public void info(String message) {}

                    @Override
                    public void warn(String message) {}
                })
                .run();
        assertThat(seen).isSorted().last().isEqualTo((long) CONTENT.length);
        assertThat(seen.get(0)).isGreaterThan(123_456);
    }

    @Test
    void overHttpsACertificateMustBeTrusted() throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool("-genkeypair -alias test -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12"
                + " -storepass secret -keystore " + keys);
        SSLContext context = context(keys);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.createContext("/ranged", exchange -> answer(exchange, true));
        secure.start();
        SSLContext before = SSLContext.getDefault();
        try {
            URI address = URI.create("https://localhost:" + secure.getAddress().getPort() + "/ranged");
            assertThatThrownBy(() -> new Download(address, file(), Progress.NONE).run())
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("cannot be fetched");
            assertThat(ranges).isEmpty();
            SSLContext.setDefault(context);
            new Download(address, file(), Progress.NONE).run();
            assertThat(file()).hasBinaryContent(CONTENT);
        } finally {
            SSLContext.setDefault(before);
            secure.stop(0);
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, "secret".toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("test", store.getCertificate("test"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static void keytool(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static WeightsRequest request(Path file, URI source, Path cache, boolean offline) {
        return new WeightsRequest(KnownWeights.RESNET50_V2, file, source, cache, offline, false);
    }

    private Path file() {
        return folder.resolve("x.partial");
    }

    private URI address(String context) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + context);
    }

    private void download(String context) throws IOException {
        new Download(address(context), file(), Progress.NONE).run();
    }
}
