package org.chainrule.studio.http;

import java.util.Map;
import org.chainrule.studio.run.RunRefusal;
import org.chainrule.tabular.error.UserException;

/** From what was thrown to a status and one line; never a stack trace. */
final class Failures {
    private Failures() {}

    /** The answer. */
    static Answer.Content answer(Throwable wrong) {
        return Answer.error(
                status(wrong), message(wrong), wrong instanceof Refusal refusal ? refusal.headers() : Map.of());
    }

    /** Whether it is a defect of ours, to be told where the server was started. */
    static boolean isDefect(Throwable wrong) {
        return status(wrong) == 500;
    }

    private static int status(Throwable wrong) {
        if (wrong instanceof Refusal refusal) {
            return refusal.status();
        }
        if (wrong instanceof RunRefusal refusal) {
            return switch (refusal.reason()) {
                case NO_SUCH_RUN -> 404;
                case NOT_NOW -> 409;
                case TOO_MUCH -> 503;
            };
        }
        if (wrong instanceof UserException mistake) {
            return mistake.kind() == UserException.Kind.DIVERGED ? 409 : 400;
        }
        return wrong instanceof IllegalArgumentException ? 400 : wrong instanceof OutOfMemoryError ? 503 : 500;
    }

    private static String message(Throwable wrong) {
        if (wrong instanceof OutOfMemoryError) {
            return "the memory of the virtual machine is too small for this run; use a smaller network or fewer rows, or give more, for example"
                    + " CHAINRULE_JAVA_OPTS=-Xmx4g";
        }
        String said = wrong.getMessage() == null ? wrong.getClass().getSimpleName() : wrong.getMessage();
        return isDefect(wrong)
                ? "a defect in Chainrule: " + wrong.getClass().getSimpleName() + ": " + said + "; please report it"
                : said;
    }
}
