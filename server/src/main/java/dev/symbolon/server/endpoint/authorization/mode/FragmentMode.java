package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;

/** {@code fragment}: everything in the fragment, which no server sees (Multiple Response Types §2.1). */
final class FragmentMode implements Delivery {

    @Override
    public ResponseMode mode() {
        return ResponseMode.FRAGMENT;
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Recipient to, Parameters response) {
        return HttpResponse.redirect(to.redirectUri() + "#" + response.encoded());
    }
}
