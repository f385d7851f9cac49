package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.example.webapp.page.Door;
import java.util.Arrays;
import java.util.List;

/** The application's registrations. The first is what most applications have; the others have guards on top. */
record Doors(OpenIdClient bySecret, OpenIdClient byKey, OpenIdClient encrypted) {

    /** The one by which somebody has come in. */
    Door of(Login login) {
        List<String> audience = login.idToken().claims().strings("aud");
        return Arrays.stream(Door.values())
                .filter(door ->
                        audience.contains(client(door).registration().clientId().value()))
                .findFirst()
                .orElseThrow();
    }

    OpenIdClient client(Login login) {
        return client(of(login));
    }

    OpenIdClient client(Door door) {
        return switch (door) {
            case BY_SECRET -> bySecret;
            case BY_KEY -> byKey;
            case ENCRYPTED -> encrypted;
        };
    }
}
