package dev.symbolon.server;

import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.certificate.Pem;
import dev.symbolon.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A key, of the curve P-256 if nothing else is said, with a certificate for it, made for a test.
 *
 * @param chain its certificate, and those that lead to the authority, which is left out
 */
public record TestIdentity(KeyPair keys, List<X509Certificate> chain) {

    private static final char[] PASSWORD = "test".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, ASN1ObjectIdentifier> IDENTIFIERS = Map.of(
            "SHA256withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA256,
            "SHA256withRSA", PKCSObjectIdentifiers.sha256WithRSAEncryption,
            "Ed25519", new ASN1ObjectIdentifier("1.3.101.112"));

    /** What a certificate is to say. Each {@code with…} gives a changed copy. */
    public record Wish(
            X500Name subject,
            Instant from,
            Instant until,
            List<GeneralName> names,
            List<KeyPurposeId> purposes,
            boolean ca) {

        public static Wish named(String subject) {
            return new Wish(
                    X500Name.getInstance(new X500Principal(subject).getEncoded()),
                    Instant.parse("2020-01-01T00:00:00Z"),
                    Instant.parse("2120-01-01T00:00:00Z"),
                    List.of(),
                    List.of(),
                    false);
        }

        /** A name of one of the {@code GeneralName} kinds. */
        public Wish with(int kind, String name) {
            List<GeneralName> more = new ArrayList<>(names);
            more.add(new GeneralName(kind, name));
            return new Wish(subject, from, until, more, purposes, ca);
        }

        public Wish with(X500Name other) {
            return new Wish(other, from, until, names, purposes, ca);
        }

        public Wish until(Instant end) {
            return new Wish(subject, from, end, names, purposes, ca);
        }

        public Wish from(Instant begin) {
            return new Wish(subject, begin, until, names, purposes, ca);
        }

        public Wish forPurposes(KeyPurposeId... these) {
            return new Wish(subject, from, until, names, List.of(these), ca);
        }

        Wish asAuthority() {
            return new Wish(subject, from, until, names, purposes, true);
        }
    }

    /** An authority that vouches for itself. */
    public static TestIdentity authority(String subject) {
        return selfSigned(Wish.named(subject).asAuthority());
    }

    public static TestIdentity selfSigned(Wish wish) {
        return selfSigned(wish, "EC");
    }

    /** @param algorithm of the key: {@code EC}, {@code RSA} or {@code Ed25519} */
    public static TestIdentity selfSigned(Wish wish, String algorithm) {
        KeyPair keys = keys(algorithm);
        return new TestIdentity(keys, List.of(certificate(wish, keys, keys, wish.subject())));
    }

    /** Whatever works as a server on this machine, at {@code localhost} and {@code 127.0.0.1}. */
    public static TestIdentity server() {
        return selfSigned(Wish.named("CN=localhost")
                .with(GeneralName.dNSName, "localhost")
                .with(GeneralName.iPAddress, "127.0.0.1"));
    }

    /** One that this authority vouches for. */
    public TestIdentity issue(Wish wish) {
        KeyPair fresh = keys("EC");
        List<X509Certificate> leading = new ArrayList<>();
        leading.add(certificate(
                wish,
                fresh,
                keys,
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded())));
        chain.stream()
                .filter(issuer -> !issuer.getSubjectX500Principal().equals(issuer.getIssuerX500Principal()))
                .forEach(leading::add);
        return new TestIdentity(fresh, leading);
    }

    public TestIdentity issue(String subject) {
        return issue(Wish.named(subject));
    }

    /** An authority below this one. */
    public TestIdentity issueAuthority(String subject) {
        return issue(Wish.named(subject).asAuthority());
    }

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(256);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(Wish wish, KeyPair keys, KeyPair signer, X500Name issuer) {
        String signs = signs(signer);
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(IDENTIFIERS.get(signs));
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(64, RANDOM)));
        content.setIssuer(issuer);
        content.setSubject(wish.subject());
        content.setStartDate(new Time(Date.from(wish.from())));
        content.setEndDate(new Time(Date.from(wish.until())));
        content.setSignature(algorithm);
        content.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        try {
            content.setExtensions(extensions(wish).generate());
            var signed = content.generateTBSCertificate();
            Signature signature = Signature.getInstance(signs);
            signature.initSign(signer.getPrivate());
            signature.update(signed.getEncoded());
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(signed);
            parts.add(algorithm);
            parts.add(new DERBitString(signature.sign()));
            return Pem.certificates(pem("CERTIFICATE", new DERSequence(parts).getEncoded()))
                    .getFirst();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signs(KeyPair signer) {
        return switch (signer.getPrivate().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    private static ExtensionsGenerator extensions(Wish wish) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(wish.ca()));
        if (!wish.names().isEmpty()) {
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(wish.names().toArray(GeneralName[]::new)));
        }
        if (!wish.purposes().isEmpty()) {
            extensions.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(wish.purposes().toArray(KeyPurposeId[]::new)));
        }
        return extensions;
    }

    /** A certificate for a key that there is already, by which that key vouches for itself. */
    static X509Certificate certificate(Wish wish, KeyPair keys) {
        return certificate(wish, keys, keys, wish.subject());
    }

    /** The key as a key set has it, without its certificate. */
    public JsonObject publicJwk() {
        return switch (keys.getPublic()) {
            case ECPublicKey ec ->
                JsonObject.empty()
                        .with("kty", "EC")
                        .with("crv", "P-256")
                        .with("x", encoded(padded(ec.getW().getAffineX())))
                        .with("y", encoded(padded(ec.getW().getAffineY())));
            case RSAPublicKey rsa ->
                JsonObject.empty()
                        .with("kty", "RSA")
                        .with("n", encoded(unsigned(rsa.getModulus())))
                        .with("e", encoded(unsigned(rsa.getPublicExponent())));
            case PublicKey pair ->
                JsonObject.empty()
                        .with("kty", "OKP")
                        .with("crv", "Ed25519")
                        .with("x", encoded(Arrays.copyOfRange(pair.getEncoded(), 12, 44)));
        };
    }

    private static byte[] padded(BigInteger coordinate) {
        return HexFormat.of().parseHex("%064x".formatted(coordinate));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] octets = number.toByteArray();
        return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
    }

    private static String encoded(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static String pem(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets) + "\n-----END " + label
                + "-----\n";
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** As a listener sees it. */
    public ClientCertificate shown() {
        return ClientCertificate.of(chain).orElseThrow();
    }

    public String certificatePem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : chain) {
            text.append(pem("CERTIFICATE", der(each)));
        }
        return text.toString();
    }

    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** The certificate as a key set has it ({@code x5c}). */
    public String x5c() {
        return Base64.getEncoder().encodeToString(der(certificate()));
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path writeCertificate(Path file) {
        return write(file, certificatePem());
    }

    public Path writeKey(Path file) {
        return write(file, keyPem());
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLS of a client that shows this certificate and trusts that server. */
    public SSLContext clientContext(X509Certificate server) {
        try {
            // Another type would hash the password for longer than the connection takes.
            KeyStore own = emptyStore("JKS");
            own.setKeyEntry("own", keys.getPrivate(), PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own, PASSWORD);
            return context(managers.getKeyManagers(), server);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS of a client that shows no certificate and trusts that server. */
    public static SSLContext plainContext(X509Certificate server) {
        try {
            return context(new KeyManager[0], server);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyManager[] own, X509Certificate... trusted)
            throws GeneralSecurityException, IOException {
        KeyStore servers = emptyStore("PKCS12");
        for (X509Certificate each : Arrays.asList(trusted)) {
            servers.setCertificateEntry(each.getSerialNumber().toString(), each);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(servers);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), RANDOM);
        return context;
    }

    private static KeyStore emptyStore(String type) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        return store;
    }
}
