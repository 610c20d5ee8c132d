package dev.singan.classify.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.singan.base.Progress;
import dev.singan.base.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final long MOST = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void a_source_that_sends_without_end_is_cut_off_and_nothing_of_it_is_kept() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] block = new byte[1 << 16];
                for (int i = 0; i < 1000; i++) {
                    out.write(block);
                }
            }
        });
        server.start();
        try {
            URI source = URI.create(
                    "http://user:S3CRET@127.0.0.1:" + server.getAddress().getPort() + "/w?token=T0KEN");
            Path file = folder.resolve("weights.partial");
            assertThatThrownBy(() -> new Download(source, file, MOST, Progress.NONE).run())
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("more than " + MOST + " bytes")
                    .hasMessageNotContaining("S3CRET")
                    .hasMessageNotContaining("T0KEN");
            assertThat(Files.size(file)).isZero();
        } finally {
            server.stop(0);
        }
    }
}
