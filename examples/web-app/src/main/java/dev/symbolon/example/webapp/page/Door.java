package dev.symbolon.example.webapp.page;

import java.util.List;

/**
 * One of the application's two registrations at the provider, as its pages show it.
 *
 * @param prefix of the paths at which it is at home
 * @param hasKey whether it proves itself by a key, and binds its tokens to one
 */
public record Door(String prefix, boolean hasKey) {

    public static final Door BY_SECRET = new Door("", false);
    public static final Door BY_KEY = new Door("/key", true);

    public static final List<Door> ALL = List.of(BY_SECRET, BY_KEY);

    /** The page that is for people who have signed in. */
    public String symbolon() {
        return prefix + "/symbolon";
    }

    public String login() {
        return prefix + "/login";
    }

    /** Where the provider lets people begin a sign-in. */
    public String initiation() {
        return login() + "/start";
    }

    /** Where the provider sends the browser back to. */
    public String callback() {
        return prefix + "/callback";
    }

    public String logout() {
        return prefix + "/logout";
    }

    /** Where the provider itself says that a session is over. */
    public String loggedOut() {
        return prefix + "/logged-out";
    }
}
