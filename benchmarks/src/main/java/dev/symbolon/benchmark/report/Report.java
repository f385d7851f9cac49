package dev.symbolon.benchmark.report;

import dev.symbolon.protocol.json.JsonObject;
import java.io.PrintWriter;

/** Prints what was measured as soon as it is known: a table with remarks for people, or an object a line for programs. */
public final class Report {

    private final PrintWriter out;
    private final boolean json;
    private boolean begun;

    public Report(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    public void add(Row row) {
        if (json) {
            out.println(row.json());
        } else {
            if (!begun) {
                out.println(Row.header());
            }
            begun = true;
            out.println(row.line());
        }
        out.flush();
    }

    /** Something for programs. */
    public void object(JsonObject object) {
        if (json) {
            out.println(object);
            out.flush();
        }
    }

    public boolean isForPeople() {
        return !json;
    }

    /** Something for people. */
    public void remark(String text) {
        if (!json) {
            out.println(text);
            out.flush();
        }
    }
}
