package dev.symbolon.server;

import dev.symbolon.protocol.Parameters;

/** A client of the FAPI 2.0 Security Profile, with private_key_jwt and DPoP, over HTTP, and the browser of a person who uses it. */
final class Fapi2Client implements AutoCloseable {

    static final String PROFILE = "fapi2-security-profile";

    final TestProvider provider = TestProvider.withUser("ada").overHttp();
    final ProfiledClient client = ProfiledClient.declare(provider, PROFILE);
    final TestBrowser browser = provider.browser();

    TestCallback authorize(ProfiledClient of, Parameters request, String... dpop) {
        return browser.authorize(of.pushed(request, dpop));
    }

    TestCallback authorize(Parameters request) {
        return authorize(client, request);
    }

    String code() {
        return authorize(client.request()).code();
    }

    @Override
    public void close() {
        provider.close();
    }
}
