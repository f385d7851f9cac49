package dev.symbolon.example.webapp.page;

import java.util.Arrays;
import java.util.Optional;

/** One of the application's registrations at the provider, as its pages show it. */
public enum Door {
    BY_SECRET("secret", "", ""),
    BY_KEY(
            "key",
            "/key",
            "The application proved itself by a signature, the request went ahead from server to server, and every token is"
                    + " bound to a key."),
    ENCRYPTED(
            "encrypted",
            "/encrypted",
            "The application proved itself by a signature, and nobody on the way could read the request or an ID token, your"
                    + " browser included.");

    private final String choice;
    private final String prefix;
    private final String guards;

    /**
     * @param choice what it is called on the first page
     * @param prefix of the paths at which it is at home
     * @param guards what made this sign-in safer than the usual one, in a sentence
     */
    Door(String choice, String prefix, String guards) {
        this.choice = choice;
        this.prefix = prefix;
        this.guards = guards;
    }

    /** The one that was chosen on the first page. */
    public static Door chosen(Optional<String> choice) {
        return Arrays.stream(values())
                .filter(door -> choice.filter(door.choice::equals).isPresent())
                .findFirst()
                .orElse(BY_SECRET);
    }

    public String choice() {
        return choice;
    }

    public String guards() {
        return guards;
    }

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
