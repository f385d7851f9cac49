package dev.symbolon.server.endpoint.backchannel;

import dev.symbolon.protocol.OAuthException;
import java.util.regex.Pattern;

/** Checks {@code client_notification_token} (CIBA Core §7.1): a Bearer token of at most 1,024 characters (RFC 6750 §2.1). */
final class NotificationToken {

    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,1024}={0,2}");

    private NotificationToken() {}

    static String parse(String text) {
        if (text.length() > 1_024 || !B64TOKEN.matcher(text).matches()) {
            throw OAuthException.invalidRequest(
                    "client_notification_token must be a Bearer token of at most 1024 characters");
        }
        return text;
    }
}
