package dev.symbolon.endtoend;

import java.util.List;

/** Somebody in front of a browser, who knows the demo's pages and what to do on each. */
final class Visitor {

    static final String LOGIN_PAGE = "form[action$='/login'] input[name=password]";
    static final String CONSENT_PAGE = "button[name=decision][value=allow]";
    static final String RESULT_PAGE = "#symbolon";
    static final String FAILURE_PAGE = "#failure";
    static final String FIRST_PAGE = "#sign-in-button";

    private final Browser browser;
    private final TestDemo demo;

    Visitor(Browser browser, TestDemo demo) {
        this.browser = browser;
        this.demo = demo;
    }

    void startSignIn(Way way) {
        startSignIn(way, "usual");
    }

    /** @param prompt {@code usual}, {@code login}, {@code consent} or {@code none} */
    void startSignIn(Way way, String prompt) {
        choose(way);
        browser.click("label:has(#prompt-" + prompt + ")");
        browser.follow(FIRST_PAGE);
    }

    /** @param door {@code secret}, {@code key} or {@code encrypted} */
    void startSignInBy(String door, Way way) {
        choose(way);
        browser.click("label:has(#" + door + ")");
        browser.follow(FIRST_PAGE);
    }

    private void choose(Way way) {
        browser.open(demo.webApp("/"));
        browser.click("label:has(#" + way.responseType().replace(' ', '-') + ")");
        browser.click("label:has([id='" + way.responseMode() + "'])");
    }

    void logIn() {
        logIn(TestDemo.USERNAME, TestDemo.PASSWORD);
    }

    void logIn(String username, String password) {
        browser.await(LOGIN_PAGE);
        browser.type("[name=username]", username);
        browser.type("[name=password]", password);
        browser.follow("form[action$='/login'] button");
    }

    void allow(String... leftOut) {
        browser.await(CONSENT_PAGE);
        for (String permission : leftOut) {
            browser.click("[name=leave_out][value='" + permission + "']");
        }
        browser.follow("[name=decision][value=allow]");
    }

    void deny() {
        browser.follow("[name=decision][value=deny]");
    }

    /** The whole way of somebody who has never been here. */
    void signIn(Way way) {
        startSignIn(way);
        logIn();
        allow();
        arrive();
    }

    void arrive() {
        arriveAt("/symbolon");
    }

    void arriveAt(String path) {
        browser.await(RESULT_PAGE);
        browser.awaitAddress(demo.webApp(path));
    }

    /** What the picture shows to have come through the browser. */
    List<String> pieces() {
        return browser.texts(".half.front .piece:not(.absent)");
    }

    /** The bindings that the picture shows to hold. */
    List<String> bindings() {
        return browser.attributes("#symbolon .bridge[data-outcome=passed]", "id").stream()
                .map(id -> id.substring("bridge-".length()))
                .toList();
    }

    /** Presses one of the buttons on the result page, and reads the status of what the API answered. */
    String callApi(String button) {
        browser.follow(button);
        return browser.text("#result-status");
    }
}
