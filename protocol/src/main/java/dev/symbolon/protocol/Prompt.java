package dev.symbolon.protocol;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a client asks the provider to show, or not to show, to the person (OIDC Core §3.1.2.1). */
public enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT;

    /** The prompt on the wire. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the space-delimited {@code prompt} parameter.
     *
     * @throws OAuthException {@code invalid_request} if a value is unknown, or {@code none} stands beside another
     */
    public static Set<Prompt> parse(String text) {
        EnumSet<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        for (String word : text.trim().split(" +")) {
            prompts.add(one(word));
        }
        if (prompts.contains(NONE) && prompts.size() > 1) {
            throw OAuthException.invalidRequest("prompt=none cannot stand beside another prompt");
        }
        return Set.copyOf(prompts);
    }

    private static Prompt one(String word) {
        for (Prompt prompt : values()) {
            if (prompt.value().equals(word)) {
                return prompt;
            }
        }
        throw OAuthException.invalidRequest("prompt must be none, or some of login, consent and select_account");
    }
}
