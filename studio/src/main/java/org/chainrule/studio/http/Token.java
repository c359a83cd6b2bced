package org.chainrule.studio.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** A secret that whoever asks must bring, as {@code Authorization: Bearer ...}. Only its digest is kept. */
public final class Token {
    /** The fewest characters: shorter ones can be guessed. */
    public static final int FEWEST = 16;

    private static final String SCHEME = "Bearer ";
    private static final int MOST = 1024;

    private final byte[] digest;

    private Token(byte[] digest) {
        this.digest = digest;
    }

    /**
     * A token.
     *
     * @param secret what must be brought; blanks at its ends are not part of it
     * @param where  where it was found, for messages
     * @return the token
     * @throws UserException if it is too short, or has characters that a header cannot carry
     */
    public static Token of(String secret, String where) {
        String text = secret.strip();
        if (text.length() < FEWEST || text.length() > MOST) {
            throw UserException.usage("expected a token of " + FEWEST + " to " + MOST + " characters in " + where
                    + ", found " + text.length() + "; make one with: openssl rand -hex 32");
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw UserException.usage("expected a token of letters, digits and signs of ASCII without blanks in " + where
                    + ", found others; make one with: openssl rand -hex 32");
        }
        return new Token(sha256(text));
    }

    /** Whether a header brings it; takes the same time wherever the first difference is. */
    boolean broughtBy(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(
                digest, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
