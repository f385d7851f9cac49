package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
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
                new WebMessageMode(screens),
                new JwtMode(query, jwts),
                new JwtMode(fragment, jwts),
                new JwtMode(formPost, jwts));
        this.all = known.stream()
                .filter(delivery -> isServed(delivery.mode(), features))
                .toList();
    }

    private static boolean isServed(ResponseMode mode, Features features) {
        return mode == ResponseMode.WEB_MESSAGE
                ? features.has(Feature.WEB_MESSAGE)
                : !mode.isSigned() || features.has(Feature.JARM);
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

    /** A refusal of a mode that is switched off goes unsigned, or in the fragment if it would have been a message. */
    public HttpResponse deliver(ResponseMode mode, HttpRequest request, Recipient to, Parameters response) {
        return find(mode)
                .or(() -> find(mode.unsigned()))
                .or(() -> find(ResponseMode.FRAGMENT))
                .orElseThrow()
                .deliver(request, to, response)
                .uncached();
    }

    private Optional<Delivery> find(ResponseMode mode) {
        return all.stream().filter(delivery -> delivery.mode() == mode).findFirst();
    }
}
