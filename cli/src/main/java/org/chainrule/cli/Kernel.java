package org.chainrule.cli;

import org.chainrule.kernel.KernelSelection;
import org.chainrule.tabular.error.UserException;

/** The kernels that the system property {@code chainrule.kernel} asks for. */
final class Kernel {
    private Kernel() {}

    /**
     * Their name.
     *
     * @return such as {@code scalar}
     * @throws UserException wrong usage if the machine lacks them
     */
    static String name() {
        try {
            return KernelSelection.select().name();
        } catch (IllegalArgumentException lacking) {
            throw new UserException(UserException.Kind.USAGE, String.valueOf(lacking.getMessage()), lacking);
        }
    }
}
