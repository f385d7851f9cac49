package dev.symbolon.benchmark.micro;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Serves discovery and one key, for the API SDK to fetch. */
record LoopbackIssuer(Issuer name, HttpServer server) implements AutoCloseable {

    static LoopbackIssuer start(SigningKey key) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Issuer name = new Issuer("http://127.0.0.1:" + server.getAddress().getPort());
            JsonObject jwks = JsonObject.empty().with("keys", List.of(key.toPublicJwk()));
            server.createContext("/jwks", exchange -> answer(exchange, jwks));
            server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, discovery(name)));
            server.start();
            return new LoopbackIssuer(name, server);
        } catch (IOException e) {
            throw new BenchmarkException("the issuer of the benchmark cannot be started", e);
        }
    }

    private static JsonObject discovery(Issuer name) {
        return JsonObject.empty()
                .with("issuer", name)
                .with("authorization_endpoint", name.resolve("/authorize"))
                .with("token_endpoint", name.resolve("/token"))
                .with("jwks_uri", name.resolve("/jwks"));
    }

    private static void answer(HttpExchange exchange, JsonObject document) throws IOException {
        byte[] octets = document.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
