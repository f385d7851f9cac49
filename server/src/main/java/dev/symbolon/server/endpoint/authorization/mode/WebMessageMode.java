package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.page.WebMessagePage;
import java.util.List;

/**
 * {@code web_message}: everything in a message to the window that has opened or framed the page, which the browser hands over to the
 * origin of the redirect URI alone (draft-sakimura-oauth-wmrm §2). Only what came without any page of ours may be in a frame.
 */
final class WebMessageMode implements Delivery {

    private final Screens screens;

    WebMessageMode(Screens screens) {
        this.screens = screens;
    }

    @Override
    public ResponseMode mode() {
        return ResponseMode.WEB_MESSAGE;
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Recipient to, Parameters response) {
        String origin = to.redirectUri()
                .webOrigin()
                .orElseThrow(() -> new IllegalStateException("no window is of the origin of " + to.redirectUri()));
        return screens.show(request, List.of(), new WebMessagePage(origin, to.silent(), response));
    }
}
