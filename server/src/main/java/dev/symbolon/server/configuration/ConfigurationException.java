package dev.symbolon.server.configuration;

import java.util.List;

/** Says that files or settings cannot be used, with all that is wrong about them; the message is for the operator to read. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigurationException(List<Problem> problems) {
        super(Problems.describe(problems, "problem"), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
