package dev.symbolon.demo;

import java.net.URI;

/** Somebody who knows the demo's pages, in front of a browser without scripts. */
record Visitor(RunningDemo demo, FormBrowser browser) {

    Visitor(RunningDemo demo) {
        this(demo, new FormBrowser());
    }

    URI webApp(String path) {
        return demo.ports().webAppAddress().resolve(path);
    }

    /**
     * Signs in as Ada, for the first time with this browser, and allows everything but what is left out.
     *
     * @param door {@code secret}, {@code key} or {@code encrypted}
     */
    void signIn(String door, String responseType, String... leftOut) {
        browser.open(webApp("/start?response_mode=form_post&prompt=consent&door=" + door + "&response_type="
                + responseType.replace(' ', '+')));
        browser.submit("username", "ada@example.com", "password", "analytical-engine");
        for (String permission : leftOut) {
            browser.choose("leave_out", permission);
        }
        browser.submit("decision", "allow");
        browser.submit();
    }
}
