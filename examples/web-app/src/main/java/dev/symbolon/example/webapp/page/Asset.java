package dev.symbolon.example.webapp.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A file that belongs to the pages. */
public final class Asset {

    static final Asset STYLE = new Asset("style.css", "text/css; charset=utf-8");
    static final Asset SCRIPT = new Asset("script.js", "text/javascript; charset=utf-8");
    static final Asset MARK = new Asset("mark.svg", "image/svg+xml");

    private static final List<Asset> ALL = List.of(STYLE, SCRIPT, MARK);

    private final String type;
    private final byte[] content;
    private final String path;

    private Asset(String file, String type) {
        this.type = type;
        this.content = read(file);
        this.path = "/assets/" + fingerprint(content) + "/" + file;
    }

    private static byte[] read(String file) {
        try (InputStream stream = Objects.requireNonNull(Asset.class.getResourceAsStream(file), file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The asset that is served at the path. */
    public static Optional<Asset> at(String path) {
        return ALL.stream().filter(asset -> asset.path.equals(path)).findFirst();
    }

    /** Where it is served; another path when the content changes. */
    String path() {
        return path;
    }

    public String type() {
        return type;
    }

    public byte[] content() {
        return content.clone();
    }
}
