package dev.symbolon.server.qr;

import java.nio.charset.StandardCharsets;

/** A QR code: a text as dark and light modules. */
public final class QrCode {

    /** What must stay light around it (ISO/IEC 18004 §6.3.8). */
    private static final int QUIET_ZONE = 4;

    private final boolean[][] modules;

    private QrCode(boolean[][] modules) {
        this.modules = modules;
    }

    /** @throws IllegalArgumentException if the text has more than 412 octets */
    public static QrCode of(String text) {
        QrCode best = of(text, Mask.CHECKS);
        for (Mask mask : Mask.values()) {
            QrCode candidate = of(text, mask);
            best = Penalty.of(candidate.modules) < Penalty.of(best.modules) ? candidate : best;
        }
        return best;
    }

    static QrCode of(String text, Mask mask) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        Version version = Version.holding(octets.length)
                .orElseThrow(() -> new IllegalArgumentException("the text is too long for a QR code"));
        Canvas canvas = new Canvas(version);
        canvas.drawCodewords(Codewords.of(octets, version));
        canvas.turnOver(mask);
        canvas.drawFormat(mask.number());
        return new QrCode(canvas.modules());
    }

    boolean[][] modules() {
        return modules.clone();
    }

    /** As an SVG image, dark on light whatever is around it, since many readers need that. */
    public String svg() {
        int side = modules.length + 2 * QUIET_ZONE;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.length; y++) {
            for (int x = 0; x < modules.length; x++) {
                if (modules[y][x]) {
                    path.append('M')
                            .append(x + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges" role="img">\
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>
                """.formatted(side, path);
    }
}
