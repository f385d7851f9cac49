package dev.symbolon.server;

import dev.symbolon.protocol.Parameters;

/**
 * What arrived at a client's redirect URI.
 *
 * @param address without query and fragment
 */
public record TestCallback(String address, Parameters query, Parameters fragment, Parameters form) {

    static TestCallback at(String location) {
        int hash = location.indexOf('#');
        String beforeFragment = hash < 0 ? location : location.substring(0, hash);
        int mark = beforeFragment.indexOf('?');
        return new TestCallback(
                mark < 0 ? beforeFragment : beforeFragment.substring(0, mark),
                Parameters.parse(mark < 0 ? "" : beforeFragment.substring(mark + 1)),
                Parameters.parse(hash < 0 ? "" : location.substring(hash + 1)),
                Parameters.none());
    }

    static TestCallback posted(String address, Parameters form) {
        return new TestCallback(address, Parameters.none(), Parameters.none(), form);
    }

    /** Everything that came, by whatever way. */
    public Parameters all() {
        Parameters all = query;
        for (Parameters some : new Parameters[] {fragment, form}) {
            for (String name : some.names()) {
                for (String value : some.all(name)) {
                    all = all.with(name, value);
                }
            }
        }
        return all;
    }

    public String code() {
        return all().required("code");
    }

    public String accessToken() {
        return all().required("access_token");
    }

    public String idToken() {
        return all().required("id_token");
    }

    public String error() {
        return all().required("error");
    }
}
