package dev.symbolon.server.http.fetch;

/**
 * What came from an address.
 *
 * @param contentType the media type in lower case, without parameters
 * @param body the content as UTF-8 text
 */
public record Fetched(String contentType, String body) {

    /** Without the content, which may be secret. */
    @Override
    public String toString() {
        return "Fetched[" + contentType + "]";
    }
}
