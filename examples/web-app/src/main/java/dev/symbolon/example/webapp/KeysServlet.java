package dev.symbolon.example.webapp;

import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Publishes the key that the application signs with, so that the provider finds it ({@code jwks_uri}). */
final class KeysServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient SigningKey key;

    KeysServlet(SigningKey key) {
        this.key = key;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter().print(JsonObject.empty().with("keys", List.of(key.toPublicJwk())));
    }
}
