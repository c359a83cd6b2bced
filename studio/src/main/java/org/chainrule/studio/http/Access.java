package org.chainrule.studio.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, by which names it may be called, and who may ask.
 *
 * @param host  an address of this machine, or a name of one; {@code 0.0.0.0} and {@code ::} are all of them
 * @param names more hosts that a request may name, in lower case: a name by itself, for this server's port and for those of HTTP and HTTPS, or one with a port
 * @param token what a request must bring; null if it need not
 * @param open  which paths need no token
 */
public record Access(
        String host, Set<String> names, @Nullable Token token, Predicate<String> open) {
    /** This machine alone. */
    public static final Access LOCAL = new Access("127.0.0.1", Set.of(), null, path -> true);

    /** Copies the set. */
    public Access {
        names = Set.copyOf(names);
    }

    /**
     * The address that is listened on.
     *
     * @return the address
     * @throws UserException if there is no such name
     */
    public InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "expected an address of this machine, found the host " + Display.text(host)
                            + ", which is unknown; use 127.0.0.1, or 0.0.0.0 for all addresses",
                    e);
        }
    }

    /**
     * Whether only this machine can ask.
     *
     * @return true on a loopback address
     * @throws UserException if there is no such name
     */
    public boolean loopback() {
        return address().isLoopbackAddress();
    }
}
