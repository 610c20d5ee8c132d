package dev.singan.cluster.driver;

import dev.singan.base.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Whether a standalone cluster's master answers at all: Spark itself takes a minute to give up. */
final class Masters {
    private static final String STANDALONE = "spark://";
    private static final int TIMEOUT_MILLIS = 5000;

    private Masters() {}

    /** @throws UserException where the address is of a standalone cluster, and nothing listens there */
    static void require(String address) {
        if (!address.startsWith(STANDALONE)) {
            return;
        }
        List<String> failures = new ArrayList<>();
        for (String master : address.substring(STANDALONE.length()).split(",", -1)) {
            try {
                connect(master);
                return;
            } catch (IOException e) {
                failures.add(master + ": " + e.getMessage());
            }
        }
        throw new UserException("singan.cluster=" + address + " cannot be reached (" + String.join("; ", failures)
                + "): start the master there, or drop -Dsingan.cluster to work on this machine");
    }

    private static void connect(String master) throws IOException {
        int colon = master.lastIndexOf(':');
        if (colon < 0 || !master.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new UserException(
                    "singan.cluster=spark://" + master + " names no port: it must be such as spark://host:7077");
        }
        int port = Integer.parseInt(master.substring(colon + 1));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(master.substring(0, colon), port), TIMEOUT_MILLIS);
        } catch (IllegalArgumentException e) {
            throw new IOException("no such port", e);
        }
    }
}
