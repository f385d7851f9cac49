package dev.symbolon.server.configuration;

/**
 * Something that an operator should know about a file or setting.
 *
 * @param place where it is
 * @param excerpt the key and value as they stand there, without secrets
 * @param remedy what is wrong, and what would be right
 */
public record Problem(Place place, String excerpt, String remedy) {

    String position() {
        return place.line() == 0 ? "" : "line " + place.line();
    }
}
