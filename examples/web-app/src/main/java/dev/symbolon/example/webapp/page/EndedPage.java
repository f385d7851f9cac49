package dev.symbolon.example.webapp.page;

/**
 * Tells that the provider has ended the session, as it has said over the back channel.
 *
 * @param again where to sign in again
 */
public record EndedPage(String again) {

    public Document document() {
        return Document.of("Signed out", "failed", Html.NONE, Html.of("""
                        <section class="message" id="failure" data-reason="signed_out">
                        <h1>The provider has signed you out</h1>
                        <p>It told this application over the back channel, server to server, that your session is over. So it
                        is over here too, although this page was never asked to end it.</p>
                        <p class="ways"><a class="button primary" id="start-again" href="{}">Sign in again</a>
                        <a class="button" id="home" href="/">First page</a></p>
                        </section>
                        """, again));
    }
}
