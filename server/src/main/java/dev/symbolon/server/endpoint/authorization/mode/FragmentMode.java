package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;

/** {@code fragment}: everything in the fragment, which no server sees (Multiple Response Types §2.1). */
final class FragmentMode implements Delivery {

    @Override
    public ResponseMode mode() {
        return ResponseMode.FRAGMENT;
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Client client, RedirectUri redirectUri, Parameters response) {
        return HttpResponse.redirect(redirectUri + "#" + response.encoded());
    }
}
