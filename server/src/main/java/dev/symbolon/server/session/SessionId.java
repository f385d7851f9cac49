package dev.symbolon.server.session;

/**
 * Names a session, in the store and in tokens ({@code sid}). It is the hash of what a cookie holds, so that who knows the name
 * cannot take the session over.
 */
public record SessionId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
