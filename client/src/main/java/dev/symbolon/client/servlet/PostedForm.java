package dev.symbolon.client.servlet;

import dev.symbolon.client.Callback;
import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Reason;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Reads what was posted to the callback: the provider's form, or what the relay page sends. */
final class PostedForm {

    private static final int MOST_OCTETS = 100_000;
    private static final String FORM = "application/x-www-form-urlencoded";

    private PostedForm() {}

    /** @throws OpenIdFailure.Invalid if it is no form, too large, malformed, or repeats a parameter */
    static Callback read(HttpServletRequest request) throws IOException {
        // As it was sent: Jetty fails at getContentType() if it names an encoding that there is not.
        String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw malformed("the callback takes a form");
        }
        String body = body(request);
        Parameters form = parsed(body);
        if (form.all(RelayPage.FRAGMENT).isEmpty()) {
            return Callback.formPost(body);
        }
        try {
            String fragment = form.required(RelayPage.FRAGMENT);
            return form.one(RelayPage.QUERY)
                    .map(query -> Callback.queryAndFragment(query, fragment))
                    .orElseGet(() -> Callback.fragment(fragment));
        } catch (OAuthException e) {
            throw new OpenIdFailure.Invalid(Reason.PARAMETER_REPEATED, e.detail());
        }
    }

    private static Parameters parsed(String body) {
        try {
            return Parameters.parse(body);
        } catch (OAuthException e) {
            throw malformed(e.detail());
        }
    }

    private static String body(HttpServletRequest request) throws IOException {
        byte[] octets = request.getInputStream().readNBytes(MOST_OCTETS + 1);
        if (octets.length > MOST_OCTETS) {
            throw malformed("the form is longer than " + MOST_OCTETS + " octets");
        }
        return octets.length > 0 ? new String(octets, StandardCharsets.UTF_8) : alreadyRead(request);
    }

    /** The form if somebody before this filter has asked for a parameter, and the container has read the body for it. */
    private static String alreadyRead(HttpServletRequest request) {
        if (request.getQueryString() != null) {
            throw malformed("a posted answer has nothing in its query string");
        }
        Parameters form = Parameters.none();
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            for (String value : parameter.getValue()) {
                form = value.isEmpty() ? form : form.with(parameter.getKey(), value);
            }
        }
        return form.encoded();
    }

    private static OpenIdFailure malformed(String detail) {
        return new OpenIdFailure.Invalid(Reason.CALLBACK_MALFORMED, detail);
    }
}
