package dev.symbolon.server.endpoint.authorization.mode;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;

/** {@code query}: everything in the query string; for codes and errors alone (RFC 6749 §4.1.2). */
final class QueryMode implements Delivery {

    @Override
    public ResponseMode mode() {
        return ResponseMode.QUERY;
    }

    @Override
    public HttpResponse deliver(HttpRequest request, Recipient to, Parameters response) {
        return HttpResponse.redirect(withQuery(to.redirectUri(), response));
    }

    static String withQuery(RedirectUri redirectUri, Parameters response) {
        String uri = redirectUri.value();
        int query = uri.indexOf('?');
        String joint = query < 0 ? "?" : query == uri.length() - 1 ? "" : "&";
        return uri + joint + response.encoded();
    }
}
