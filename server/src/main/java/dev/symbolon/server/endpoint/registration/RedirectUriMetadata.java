package dev.symbolon.server.endpoint.registration;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.RedirectUris;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads where an application wants browsers to be sent (OIDC Registration §2, {@code application_type}): on the web by https, to this
 * machine for those that run on it, to a scheme of their own for native ones.
 */
record RedirectUriMetadata(JsonObject metadata, ClientFlows flows) {

    private static final int MOST = 20;

    RedirectUris redirectUris() {
        RedirectUris uris = uris("redirect_uris");
        if (uris.registered().isEmpty() && !flows.responseTypes().isEmpty()) {
            throw refused("redirect_uris is missing: responses must have somewhere to go");
        }
        return uris;
    }

    RedirectUris postLogoutRedirectUris() {
        return uris("post_logout_redirect_uris");
    }

    private RedirectUris uris(String name) {
        List<String> texts = metadata.strings(name);
        if (texts.size() > MOST) {
            throw refused(name + " must be at most " + MOST);
        }
        Set<RedirectUri> uris = new LinkedHashSet<>();
        for (String text : texts) {
            uris.add(checked(name, text));
        }
        return new RedirectUris(uris);
    }

    private RedirectUri checked(String name, String text) {
        RedirectUri uri;
        try {
            uri = RedirectUri.parse(text);
        } catch (OAuthException e) {
            throw refused(name + ": " + e.detail());
        }
        switch (metadata.string("application_type").orElse("web")) {
            case "web" -> checkWeb(name, uri);
            case "native" -> checkNative(name, uri);
            default -> throw RegistrationEndpoint.refused("application_type must be web or native");
        }
        return uri;
    }

    private void checkWeb(String name, RedirectUri uri) {
        if (uri.isCustomScheme() || uri.isInsecure()) {
            throw refused(name + " must begin with https:// for application_type web");
        }
        boolean tokensInBrowser = flows.responseTypes().stream().anyMatch(ResponseType::carriesTokens)
                && !uri.value().startsWith("https://");
        if (tokensInBrowser) {
            throw refused(name + " must begin with https:// where tokens come through the browser");
        }
    }

    private static void checkNative(String name, RedirectUri uri) {
        if (uri.isInsecure()) {
            throw refused(name + " must be of a scheme of the application's own, or on this machine");
        }
        if (uri.isCustomScheme() && uri.uri().getScheme().indexOf('.') < 0) {
            throw refused(name + " must be of a scheme that is a domain name in reverse, such as com.example.app");
        }
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_REDIRECT_URI, detail);
    }
}
