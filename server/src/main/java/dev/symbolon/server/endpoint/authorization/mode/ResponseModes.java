package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.endpoint.Screens;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** The response modes that are served. */
public final class ResponseModes {

    private final List<Delivery> all;

    public ResponseModes(Screens screens, ResponseJwts jwts, Features features) {
        Delivery query = new QueryMode();
        Delivery fragment = new FragmentMode();
        Delivery formPost = new FormPostMode(screens);
        List<Delivery> known = List.of(
                query,
                fragment,
                formPost,
                new QueryFragmentMode(),
                new JwtMode(query, jwts),
                new JwtMode(fragment, jwts),
                new JwtMode(formPost, jwts));
        this.all = known.stream()
                .filter(delivery -> !delivery.mode().isSigned() || features.has(Feature.JARM))
                .toList();
    }

    public List<ResponseMode> all() {
        return all.stream().map(Delivery::mode).toList();
    }

    /** @throws OAuthException {@code invalid_request} if the mode is switched off */
    public void refuseUnserved(ResponseMode mode) {
        if (find(mode).isEmpty()) {
            throw OAuthException.invalidRequest("the response mode " + mode + " is not served here");
        }
    }

    /** A refusal of a mode that is switched off goes unsigned. */
    public HttpResponse deliver(
            ResponseMode mode, HttpRequest request, Client client, RedirectUri redirectUri, Parameters response) {
        return find(mode)
                .or(() -> find(mode.unsigned()))
                .orElseThrow()
                .deliver(request, client, redirectUri, response)
                .uncached();
    }

    private Optional<Delivery> find(ResponseMode mode) {
        return all.stream().filter(delivery -> delivery.mode() == mode).findFirst();
    }
}
