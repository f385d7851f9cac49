package dev.symbolon.server.client;

import java.time.Duration;

/**
 * How long the tokens of an application live. Of the client's and the API's access token lifetime the shorter one counts.
 *
 * @param frontChannelAccessToken for access tokens from the authorization endpoint
 * @param refreshToken from sign-in to the last refresh, however often it is used
 * @param refreshTokenIdle between two uses
 */
public record TokenLifetimes(
        Duration idToken,
        Duration accessToken,
        Duration frontChannelAccessToken,
        Duration refreshToken,
        Duration refreshTokenIdle) {

    public static final TokenLifetimes DEFAULT = new TokenLifetimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofDays(90), Duration.ofDays(30));

    /** For how long any access token may live, by whichever way it came. */
    public Duration longestAccessToken() {
        return accessToken.compareTo(frontChannelAccessToken) > 0 ? accessToken : frontChannelAccessToken;
    }
}
