package dev.symbolon.fuzz;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;

/** What applications get from the provider themselves, in the place of what requests name: a registration, a pushed request. */
final class Applications {

    private static final String CALLBACK = "https://app.example.com/callback";
    private static final String ADDRESS = "192.0.2.1";
    private static final Headers JSON = Headers.none().set("Content-Type", "application/json");
    private static final Headers FORM = Headers.none().set("Content-Type", "application/x-www-form-urlencoded");

    private final FuzzedProvider provider;
    private JsonObject registered;

    Applications(FuzzedProvider provider) {
        this.provider = provider;
        this.registered = register();
    }

    String fillIn(String text) {
        String filled = text.contains("{registered}") ? withRegistration(text) : text;
        return filled.contains("{request_uri}")
                ? filled.replace("{request_uri}", pushed().requiredString("request_uri"))
                : filled;
    }

    /** One registration serves until a request has ended it. */
    private String withRegistration(String text) {
        if (!stands(registered)) {
            registered = register();
        }
        String id = registered.requiredString("client_id");
        String token = registered.requiredString("registration_access_token");
        return text.replace("{registered}", id).replace("{registration_token}", token);
    }

    private boolean stands(JsonObject registration) {
        Headers headers = Headers.none()
                .set("Authorization", "Bearer " + registration.requiredString("registration_access_token"));
        String query = "client_id=" + registration.requiredString("client_id");
        return provider.answer(new HttpRequest("GET", "/oidc/register", query, headers, "", ADDRESS))
                        .status()
                == 200;
    }

    private JsonObject register() {
        JsonObject metadata = JsonObject.empty().with("redirect_uris", List.of(CALLBACK));
        return answer(new HttpRequest("POST", "/oidc/register", "", JSON, metadata.toString(), ADDRESS));
    }

    private JsonObject pushed() {
        Parameters request = Parameters.none()
                .with("client_id", "web")
                .with("client_secret", "the-secret-of-the-web-application")
                .with("response_type", "code id_token")
                .with("redirect_uri", CALLBACK)
                .with("scope", "openid")
                .with("nonce", "nonce");
        return answer(new HttpRequest("POST", "/oauth/par", "", FORM, request.encoded(), ADDRESS));
    }

    private JsonObject answer(HttpRequest request) {
        HttpResponse response = provider.answer(request);
        return JsonObject.parse(response.body());
    }
}
