package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.util.List;

/**
 * {@code query_fragment}, our own: code, state, iss and errors in the query string, tokens with what belongs to them in the
 * fragment. The server side of a client reads the code without a script, and no token reaches a log.
 */
final class QueryFragmentMode implements Delivery {

    private static final List<String> OF_TOKENS =
            List.of("access_token", "token_type", "expires_in", "scope", "id_token");

    @Override
    public ResponseMode mode() {
        return ResponseMode.QUERY_FRAGMENT;
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Recipient to, Parameters response) {
        Parameters query = response;
        Parameters fragment = Parameters.none();
        for (String name : OF_TOKENS) {
            query = query.without(name);
            fragment = fragment.with(name, response.one(name));
        }
        String uri = QueryMode.withQuery(to.redirectUri(), query);
        return HttpResponse.redirect(fragment.isEmpty() ? uri : uri + "#" + fragment.encoded());
    }
}
