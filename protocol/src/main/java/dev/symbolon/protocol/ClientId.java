package dev.symbolon.protocol;

/**
 * The identifier of a client (RFC 6749 §2.2): 1 to 255 printable ASCII characters.
 *
 * @param value the identifier as registered; it is compared octet by octet
 */
public record ClientId(String value) {

    /**
     * Reads a client identifier from untrusted text.
     *
     * @throws OAuthException {@code invalid_request} if it is empty, too long or not printable ASCII
     */
    public static ClientId parse(String text) {
        return new ClientId(Syntax.vschars("client_id", text, 255));
    }

    /** Whether it is where a document may say what the client is (draft-ietf-oauth-client-id-metadata-document §3). */
    public boolean isAddress() {
        return value.startsWith("https://") || value.startsWith("http://");
    }

    @Override
    public String toString() {
        return value;
    }
}
