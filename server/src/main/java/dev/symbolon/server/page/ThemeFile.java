package dev.symbolon.server.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads the files of a theme; each way in which one can be unfit is told with its remedy. */
final class ThemeFile {

    private static final int MOST_OCTETS = 256 * 1024;

    private final Path path;

    ThemeFile(Path path) {
        this.path = path;
    }

    /** @throws IllegalArgumentException if it cannot be read, is too large, or is not UTF-8 */
    String stylesheet() {
        return text();
    }

    /**
     * The picture as SVG: whatever it is, it stays a picture, in which nothing runs.
     *
     * @throws IllegalArgumentException if it cannot be read, is too large, or is neither SVG nor PNG nor JPEG
     */
    String logo() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg")) {
            return framed(octets());
        }
        String svg = text();
        if (!svg.contains("<svg")) {
            throw unfit("is not an SVG picture");
        }
        return svg;
    }

    private String framed(byte[] octets) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(octets))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unfit("is neither SVG nor PNG nor JPEG");
            }
            ImageReader reader = readers.next();
            String format = reader.getFormatName().toLowerCase(Locale.ROOT);
            if (!format.equals("png") && !format.equals("jpeg")) {
                throw unfit("is neither SVG nor PNG nor JPEG");
            }
            reader.setInput(in);
            return """
                    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%1$d" height="%2$d">\
                    <image width="%1$d" height="%2$d" href="data:image/%3$s;base64,%4$s"/></svg>
                    """.formatted(
                            reader.getWidth(0),
                            reader.getHeight(0),
                            format,
                            Base64.getEncoder().encodeToString(octets));
        } catch (IOException e) {
            throw unfit("cannot be read as a picture");
        }
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unfit("is not text in UTF-8");
        }
    }

    private byte[] octets() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] octets = in.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw unfit("is larger than 256 KiB");
            }
            return octets;
        } catch (IOException e) {
            throw unfit("cannot be read");
        }
    }

    private IllegalArgumentException unfit(String reason) {
        return new IllegalArgumentException("the theme's file " + path + " " + reason);
    }
}
