package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.FormPostPage;
import java.util.List;

/** {@code form_post}: everything in a form that the browser posts to the client (OAuth 2.0 Form Post Response Mode §2). */
final class FormPostMode implements Delivery {

    private final Screens screens;

    FormPostMode(Screens screens) {
        this.screens = screens;
    }

    @Override
    public ResponseMode mode() {
        return ResponseMode.FORM_POST;
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Client client, RedirectUri redirectUri, Parameters response) {
        return screens.show(request, List.of(), new FormPostPage(redirectUri.value(), redirectUri.origin(), response));
    }
}
