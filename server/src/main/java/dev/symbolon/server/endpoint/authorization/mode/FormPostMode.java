package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
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
    public HttpResponse deliver(HttpRequest request, Recipient to, Parameters response) {
        return screens.show(
                request,
                List.of(),
                new FormPostPage(to.redirectUri().value(), to.redirectUri().origin(), response));
    }
}
