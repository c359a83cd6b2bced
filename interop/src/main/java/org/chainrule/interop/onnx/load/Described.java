package org.chainrule.interop.onnx.load;

import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** How nodes are named in messages, and the one form of a refusal. */
final class Described {
    private Described() {}

    static String text(String name) {
        return Display.text(name);
    }

    static String node(@Nullable OnnxNode node) {
        if (node == null) {
            return "a value";
        }
        String domain = node.domain().isEmpty() ? "" : text(node.domain()) + ".";
        String name = !node.name().isEmpty()
                ? node.name()
                : node.outputs().stream().filter(one -> !one.isEmpty()).findFirst().orElse("");
        return "the operator " + domain + text(node.operator()) + " (node \"" + text(name) + "\")";
    }

    /** A graph that is no chain of our layers. */
    static UserException refused(String where, String found, String why) {
        return UserException.data("expected a feedforward network of layers that Chainrule has in " + where + ", found "
                + found + ": " + why);
    }
}
