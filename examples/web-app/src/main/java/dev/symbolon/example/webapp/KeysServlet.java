package dev.symbolon.example.webapp;

import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.SigningKey;
import dev.symbolon.protocol.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Publishes the keys that the application signs and decrypts with, so that the provider finds them ({@code jwks_uri}). */
final class KeysServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient JsonObject keys;

    KeysServlet(SigningKey signing, DecryptionKey decryption) {
        this.keys = JsonObject.empty().with("keys", List.of(signing.toPublicJwk(), decryption.toPublicJwk()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter().print(keys);
    }
}
