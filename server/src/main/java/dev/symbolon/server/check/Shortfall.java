package dev.symbolon.server.check;

/**
 * Something that a standard wants otherwise.
 *
 * @param source the standard and its section
 * @param setting what is to be changed, by its key in a manifest or in the configuration
 * @param remedy what would be right: the rest of a sentence that begins with the setting
 */
public record Shortfall(String source, String setting, String remedy) {

    @Override
    public String toString() {
        return setting + " " + remedy + " (" + source + ")";
    }
}
