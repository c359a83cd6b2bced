package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Token;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code chainrule serve} listens and for whom. */
final class AccessArguments {
    /** Holds the token where there is no file of it. */
    static final String VARIABLE = "CHAINRULE_SERVE_TOKEN";

    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");
    private static final long MOST_BYTES = 4096;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default 127.0.0.1, this machine alone); any other needs a token.")
    private String host = "127.0.0.1";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME[:PORT]",
            description = "A name that clients may call this server by, such as a proxy's; may be repeated.")
    private List<String> names = List.of();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the token that requests must bring as Authorization: Bearer; or in " + VARIABLE + ".")
    private @Nullable Path tokenFile;

    private boolean hasToken;

    /** Who may ask. */
    Access access(Console console) {
        Token token = token(console);
        hasToken = token != null;
        Access access = new Access(
                host, names.stream().map(AccessArguments::name).collect(Collectors.toSet()), token, path -> false);
        if (token == null && !access.loopback()) {
            throw UserException.usage("expected a token to listen on " + Display.text(host)
                    + ", where other machines can ask, found none; give --token-file FILE or the variable " + VARIABLE
                    + ", or leave --host out");
        }
        return access;
    }

    boolean hasToken() {
        return hasToken;
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw UserException.usage(
                    "--allow-host: expected a name such as models.example.com or one with a port, found "
                            + Display.text(name) + "; leave out http:// and what follows the name");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private @Nullable Token token(Console console) {
        if (tokenFile == null) {
            String secret = System.getenv(VARIABLE);
            return secret == null || secret.isBlank() ? null : Token.of(secret, "the variable " + VARIABLE);
        }
        String shown = Display.text(tokenFile.toString());
        try {
            if (Files.size(tokenFile) > MOST_BYTES) {
                throw UserException.usage("expected a token in " + shown + ", found a file of more than " + MOST_BYTES
                        + " bytes; give another --token-file");
            }
            warnIfOpen(console, shown);
            return Token.of(Files.readString(tokenFile), shown);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "expected a file with a token, found " + shown + ", which cannot be read ("
                            + e.getClass().getSimpleName() + "); make one with: openssl rand -hex 32 > FILE",
                    e);
        }
    }

    private void warnIfOpen(Console console, String shown) throws IOException {
        if (tokenFile == null
                || !tokenFile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(tokenFile);
        if (allowed.contains(PosixFilePermission.OTHERS_READ)) {
            console.say("warning: everybody on this machine can read " + shown + "; chmod 600 it");
        }
    }
}
