package dev.symbolon.demo;

import dev.symbolon.protocol.Issuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

/**
 * The three ports of the demo, one after the other.
 *
 * @param provider 1 to 65533
 */
public record Ports(int provider) {

    private static final int LAST = 65_535;
    private static final int OTHERS = 2;

    /** @throws DemoException if there is no room for three ports */
    public Ports {
        if (provider < 1 || provider > LAST - OTHERS) {
            throw new DemoException("it must be 1 to " + (LAST - OTHERS) + ", since the demo takes three ports");
        }
    }

    public int webApp() {
        return provider + 1;
    }

    public int api() {
        return provider + 2;
    }

    public Issuer issuer() {
        return Issuer.parse(address(provider));
    }

    public URI webAppAddress() {
        return URI.create(address(webApp()));
    }

    public URI apiAddress() {
        return URI.create(address(api()));
    }

    private static String address(int port) {
        return "http://localhost:" + port;
    }

    /** Says which port is taken, before anything is started. */
    void refuseTaken() {
        for (int port : List.of(provider, webApp(), api())) {
            if (isTaken(port)) {
                throw new DemoException("port " + port + " is in use; choose three others, for instance with --port "
                        + (provider < 50_000 ? provider + 1_000 : 9_000));
            }
        }
    }

    /** On any of the addresses of localhost: a browser may try another one first, and would find somebody else there. */
    private static boolean isTaken(int port) {
        try {
            for (InetAddress address : InetAddress.getAllByName("localhost")) {
                if (NetworkInterface.getByInetAddress(address) != null && isTaken(address, port)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new DemoException("this machine has no address for localhost");
        }
    }

    private static boolean isTaken(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
