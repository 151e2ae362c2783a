package dev.wascc.providers.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain and its key: from PEM files ({@code TLS_CERT}, {@code TLS_KEY}), or from a PKCS#12 store ({@code TLS_STORE},
 * {@code TLS_PASSWORD}). Its messages name values and files, and hold nothing of a key or password.
 *
 * @param source the files, by which two bindings of one port are compared
 */
record TlsIdentity(String source, KeyStore store, String password) {
    private static final int MAX_FILE = 1 << 20;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Null where the values ask for no TLS. */
    static @Nullable TlsIdentity of(Map<String, String> values) throws IOException, GeneralSecurityException {
        String certificate = values.get("TLS_CERT");
        String key = values.get("TLS_KEY");
        String store = values.get("TLS_STORE");
        if (store != null && (certificate != null || key != null)) {
            throw new IllegalArgumentException("give TLS_CERT and TLS_KEY, or TLS_STORE, not both");
        }
        if (store != null) {
            return pkcs12(store, values.getOrDefault("TLS_PASSWORD", ""));
        }
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("TLS_CERT and TLS_KEY are given together: two PEM files");
        }
        return pem(certificate, key);
    }

    private static TlsIdentity pkcs12(String file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        byte[] bytes = read("TLS_STORE", file);
        try {
            store.load(new ByteArrayInputStream(bytes), password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS_STORE " + file + " is no PKCS#12 store that TLS_PASSWORD opens", e);
        }
        return new TlsIdentity(file, store, password);
    }

    private static TlsIdentity pem(String certificates, String key) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> chain;
        try {
            chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read("TLS_CERT", certificates)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("TLS_CERT " + certificates + " holds no certificates in PEM", e);
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("TLS_CERT " + certificates + " holds no certificates in PEM");
        }
        String text = new String(read("TLS_KEY", key), StandardCharsets.US_ASCII);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", privateKey(key, text), new char[0], chain.toArray(new Certificate[0]));
        return new TlsIdentity(certificates + ", " + key, store, "");
    }

    private static PrivateKey privateKey(String file, String text) throws GeneralSecurityException {
        Matcher body = KEY.matcher(text);
        if (!body.find()) {
            throw new IllegalArgumentException(
                    "TLS_KEY " + file + " is no unencrypted PKCS#8 key in PEM (BEGIN PRIVATE KEY);"
                            + " openssl pkcs8 -topk8 -nocrypt -in KEY makes one of others");
        }
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TLS_KEY " + file + " is damaged");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // Of another algorithm, perhaps.
            }
        }
        throw new IllegalArgumentException("TLS_KEY " + file + " is a key of none of " + ALGORITHMS);
    }

    private static byte[] read(String what, String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new IOException(what + " " + file + " is larger than " + MAX_FILE + " bytes");
            }
            return bytes;
        } catch (InvalidPathException | java.nio.file.FileSystemException e) {
            throw new IOException(what + " " + file + " cannot be read", e);
        }
    }

    SslContextFactory.Server context() {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(store);
        context.setKeyStorePassword(password);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return context;
    }

    boolean sameAs(@Nullable TlsIdentity other) {
        return other != null && Objects.equals(source, other.source);
    }

    /** Without password and key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + source + "]";
    }
}
