package dev.symbolon.fuzz;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.manifest.Manifest;
import java.util.List;
import java.util.Map;

/** The whole provider, asked anything by strangers and by people who are signed in. */
final class RequestTarget {

    private static final List<String> WAYS_OUT = List.of(
            FuzzedProvider.ISSUER.value() + "/", "https://app.example.com/", "com.example.app:/", "http://127.0.0.1:");

    private final FuzzedProvider provider = new FuzzedProvider();
    private final Person person = new Person(provider);

    void probe(String text) {
        RequestText.read(person.fillIn(text)).ifPresent(this::ask);
    }

    private void ask(HttpRequest request) {
        HttpResponse response = provider.answer(request);
        if (response.status() >= 500) {
            throw new AssertionError("status " + response.status());
        }
        response.headers().first("Location").ifPresent(RequestTarget::refuseForeign);
        boolean isJson = response.headers()
                .first("Content-Type")
                .filter("application/json"::equals)
                .isPresent();
        if (isJson && !request.method().equals("HEAD")) {
            refuseUnclear(response);
        }
    }

    private static void refuseForeign(String location) {
        if (WAYS_OUT.stream().noneMatch(location::startsWith)) {
            throw new AssertionError("the browser is sent to an address that nobody has registered");
        }
    }

    private static void refuseUnclear(HttpResponse response) {
        JsonObject body = JsonObject.parse(response.body());
        if (response.status() >= 400 && body.string("error").isEmpty()) {
            throw new AssertionError("a refusal that does not say why");
        }
    }

    /** Reads a manifest as if it were to be applied. */
    void compare(String manifest) {
        Refusals.tolerated(() -> provider.comparison().compare(Manifest.parse("fuzz.yaml", manifest, Map.of())));
    }
}
