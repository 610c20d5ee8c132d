package dev.singan.cluster.driver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.singan.base.UserException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class MastersTest {
    @Test
    void oneThatListensIsEnough() throws Exception {
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = closed.getLocalPort();
            closed.close();
            String address = "spark://127.0.0.1:" + port + ",127.0.0.1:" + master.getLocalPort();
            assertThatCode(() -> Masters.require(address)).doesNotThrowAnyException();
            assertThatThrownBy(() -> Masters.require("spark://127.0.0.1:" + port))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("singan.cluster=spark://127.0.0.1:" + port + " cannot be reached")
                    .hasMessageContaining("drop -Dsingan.cluster");
        }
    }

    @Test
    void anAddressWithoutAPortIsRefused() {
        assertThatThrownBy(() -> Masters.require("spark://host"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("spark://host:7077");
    }

    @Test
    void otherMastersAreSparksToReach() {
        assertThatCode(() -> Masters.require("yarn")).doesNotThrowAnyException();
    }
}
