package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;

/** The response modes that are served. */
public final class ResponseModes {

    private final List<Delivery> all;

    public ResponseModes(Screens screens) {
        this.all = List.of(new QueryMode(), new FragmentMode(), new FormPostMode(screens), new QueryFragmentMode());
    }

    public List<ResponseMode> all() {
        return all.stream().map(Delivery::mode).toList();
    }

    public HttpResponse deliver(ResponseMode mode, HttpRequest request, RedirectUri redirectUri, Parameters response) {
        return all.stream()
                .filter(delivery -> delivery.mode() == mode)
                .findFirst()
                .orElseThrow()
                .deliver(request, redirectUri, response)
                .uncached();
    }
}
