package dev.symbolon.endtoend;

import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key of the curve P-256 with a certificate for this machine that nobody else vouches for, made by keytool.
 *
 * @param certificateFile in PEM
 * @param keyFile in PEM
 * @param storeFile with both
 */
record KeytoolIdentity(X509Certificate certificate, Path certificateFile, Path keyFile, Path storeFile) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "own";
    private static final String ISSUER = "issuer";

    /** It is over before the second compiler could be of use. */
    private static final List<String> BRIEFLY = List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC");

    static KeytoolIdentity named(Path folder, String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        make(file, ALIAS, name, "-ext", "san=ip:127.0.0.1");
        return read(folder, name, file);
    }

    /** One that may vouch for others. */
    static KeytoolIdentity authority(Path folder, String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        make(file, ALIAS, name, "-ext", "bc:c");
        return read(folder, name, file);
    }

    /** One that this authority vouches for. */
    KeytoolIdentity issue(Path folder, String name) throws Exception {
        Path file = Files.copy(storeFile, folder.resolve(name + ".p12"));
        keytool(file, "-changealias", "-alias", ALIAS, "-destalias", ISSUER);
        make(file, ALIAS, name, "-signer", ISSUER);
        keytool(file, "-delete", "-alias", ISSUER);
        return read(folder, name, file);
    }

    private static void make(Path file, String alias, String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "9",
                "-alias",
                alias));
        arguments.addAll(List.of(more));
        keytool(file, arguments.toArray(String[]::new));
    }

    private static void keytool(Path file, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(BRIEFLY);
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
        if (new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException(
                    "keytool does not do " + List.of(arguments).getFirst());
        }
    }

    private static KeytoolIdentity read(Path folder, String name, Path file)
            throws IOException, GeneralSecurityException {
        KeyStore store = store(file);
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        return new KeytoolIdentity(
                certificate,
                Files.writeString(folder.resolve(name + ".pem"), pem("CERTIFICATE", certificate.getEncoded())),
                Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key)),
                file);
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }

    /** For connections to it alone, which show the certificate of {@code shown} if there is one. */
    SSLSocketFactory trusted(Optional<KeytoolIdentity> shown) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    shown.isPresent() ? shown.get().keyManagers() : new KeyManager[0],
                    trusted.getTrustManagers(),
                    new SecureRandom());
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(storeFile), PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    private static String pem(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END "
                + label + "-----\n";
    }

    /** As a key set has it, with the certificate. */
    JsonObject jwk() {
        try {
            ECPublicKey key = (ECPublicKey) certificate.getPublicKey();
            return JsonObject.empty()
                    .with("kty", "EC")
                    .with("crv", "P-256")
                    .with("x", coordinate(key.getW().getAffineX()))
                    .with("y", coordinate(key.getW().getAffineY()))
                    .with("x5c", List.of(Base64.getEncoder().encodeToString(certificate.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String coordinate(BigInteger number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex("%064x".formatted(number)));
    }
}
