package dev.symbolon.example.webapp;

import dev.symbolon.client.Login;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.example.webapp.page.Door;

/** Both of the application's registrations. One is what most applications have; the other has every guard that there is. */
record Doors(OpenIdClient bySecret, OpenIdClient byKey) {

    /** The one by which somebody has come in. */
    Door of(Login login) {
        boolean isByKey = login.idToken()
                .claims()
                .strings("aud")
                .contains(byKey.registration().clientId().value());
        return isByKey ? Door.BY_KEY : Door.BY_SECRET;
    }

    OpenIdClient client(Login login) {
        return of(login).hasKey() ? byKey : bySecret;
    }
}
