package dev.symbolon.server.http;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * A request, whole: its size is bounded before it becomes one.
 *
 * @param method in capitals
 * @param path decoded, beginning with a slash
 * @param query as it came, without the question mark; empty if there is none
 * @param body the content as UTF-8 text; empty if there is none
 * @param remoteAddress where the request came from, as far as a trusted proxy tells
 * @param certificate whose key the sender has proved to hold, to us or to a trusted proxy
 */
public record HttpRequest(
        String method,
        String path,
        String query,
        Headers headers,
        String body,
        String remoteAddress,
        Optional<ClientCertificate> certificate) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    /** A request of somebody who has shown no certificate. */
    public HttpRequest(String method, String path, String query, Headers headers, String body, String remoteAddress) {
        this(method, path, query, headers, body, remoteAddress, Optional.empty());
    }

    /** This request, with its content. */
    public HttpRequest withBody(String content) {
        return new HttpRequest(method, path, query, headers, content, remoteAddress, certificate);
    }

    /** This request, from somebody who has shown a certificate. */
    public HttpRequest withCertificate(ClientCertificate shown) {
        return new HttpRequest(method, path, query, headers, body, remoteAddress, Optional.of(shown));
    }

    /** This request, at another path. */
    public HttpRequest withPath(String other) {
        return new HttpRequest(method, other, query, headers, body, remoteAddress, certificate);
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    /**
     * The parameters of a GET from its query, those of a POST from its form. A POST must have none in the query: what is
     * decided by a request must not depend on which of the two is read.
     *
     * @throws OAuthException {@code invalid_request} if they are malformed, mixed, or not a form
     */
    public Parameters parameters() {
        if (!isPost()) {
            return Parameters.parse(query);
        }
        refuseQuery();
        return form();
    }

    /**
     * The parameters of a POST from its form, or from a JSON object of texts, as the SDKs of Auth0 send them; a list is a parameter that
     * is repeated.
     *
     * @throws OAuthException {@code invalid_request} if they are malformed, mixed, or neither of the two
     */
    public Parameters parametersInFormOrJson() {
        refuseQuery();
        String type = contentType();
        if (type.equals(FORM)) {
            return Parameters.parse(body);
        }
        if (type.equals(JSON)) {
            return inJson();
        }
        throw OAuthException.invalidRequest("the Content-Type must be " + FORM + " or " + JSON);
    }

    private Parameters inJson() {
        try {
            JsonObject object = JsonObject.parse(body);
            return Parameters.of(object.names(), object::strings);
        } catch (JsonException e) {
            throw OAuthException.invalidRequest("the body is not a JSON object of texts: " + e.getMessage());
        }
    }

    private void refuseQuery() {
        if (!query.isEmpty()) {
            throw OAuthException.invalidRequest(
                    "a POST must carry its parameters in the body alone, none in the query");
        }
    }

    /** @throws OAuthException {@code invalid_request} if the body is not a form, or a malformed one */
    public Parameters form() {
        if (!contentType().equals(FORM)) {
            throw OAuthException.invalidRequest("the Content-Type must be " + FORM);
        }
        return Parameters.parse(body);
    }

    /** The media type of the content, in lower case and without parameters; empty if there is none. */
    public String contentType() {
        String type = headers.first("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The cookie of that name; of several, which a neighbouring site may have planted, none is believed. */
    public Optional<String> cookie(String name) {
        Optional<String> found = Optional.empty();
        for (String header : headers.all("Cookie")) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
                    if (found.isPresent()) {
                        return Optional.empty();
                    }
                    found = Optional.of(pair.substring(equals + 1).trim());
                }
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
