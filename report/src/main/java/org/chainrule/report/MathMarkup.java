package org.chainrule.report;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.explain.Unit;

/** Writes MathML, in the lecture's notation. All text goes through {@link Markup}. */
final class MathMarkup {
    /** What the lecture writes with an index below and the layer above: z_3(1). */
    private static final Pattern SYMBOL = Pattern.compile("(\\p{L}+)(?:_([\\p{L}\\d,]+))?(\\([\\dL]+\\))?");

    /** Numbers of equations have so many digits. */
    private static final int DIGITS = 4;

    private final Markup out;
    private boolean empty = true;

    MathMarkup(Markup out) {
        this.out = out;
    }

    /** Begins an equation on a line of its own, which may be broken where a part begins. */
    MathMarkup begin() {
        out.open("div");
        part();
        return this;
    }

    private void part() {
        out.open("math", "displaystyle", "true").open("mrow");
        empty = true;
    }

    /** Ends it. */
    void end() {
        out.close().close().close();
    }

    /** A letter or a name. */
    MathMarkup identifier(String name) {
        empty = false;
        out.element("mi", name);
        return this;
    }

    /** An operator; a line may be broken before or after some. */
    MathMarkup operator(String operator) {
        boolean before = operator.equals("=") || operator.equals("+") || operator.equals("→");
        if (before && !empty) {
            out.close().close();
            part();
        }
        out.element("mo", operator, "form", before ? "infix" : form(operator), "stretchy", "false");
        empty = false;
        if (operator.equals(",")) {
            out.close().close();
            part();
        }
        return this;
    }

    private static String form(String operator) {
        return switch (operator) {
            case "(", "∂" -> "prefix";
            case ")", "," -> "postfix";
            default -> "infix";
        };
    }

    /** Words. */
    MathMarkup text(String text) {
        out.element("mtext", text);
        return this;
    }

    /** A number; a negative one behind an operator stands in brackets. */
    MathMarkup factor(double value) {
        return value < 0 ? operator("(").number(value).operator(")") : number(value);
    }

    /** A number, powers of ten as such. */
    MathMarkup number(double value) {
        String text = Numbers.plain(value, DIGITS);
        empty = false;
        int e = text.indexOf('e');
        if (e < 0) {
            out.element("mn", text);
            return this;
        }
        out.open("mrow").element("mn", text.substring(0, e)).element("mo", "×");
        out.open("msup").element("mn", "10").element("mn", text.substring(e + 1));
        out.close().close();
        return this;
    }

    /** A letter with what stands below and above it, either of which may be empty. */
    MathMarkup indexed(String base, String below, String above) {
        if (below.isEmpty() && above.isEmpty()) {
            return identifier(base);
        }
        empty = false;
        String tag = below.isEmpty() ? "msup" : above.isEmpty() ? "msub" : "msubsup";
        out.open(tag).element("mi", base);
        if (!below.isEmpty()) {
            out.element("mi", below);
        }
        if (!above.isEmpty()) {
            out.element("mi", above);
        }
        out.close();
        return this;
    }

    /** A symbol of an explanation, such as {@code h_3(1)}, {@code w_3,0(1)} or {@code layerNorm.1[4]}. */
    MathMarkup symbol(String symbol) {
        Matcher matcher = SYMBOL.matcher(symbol);
        if (!matcher.matches()) {
            return identifier(symbol);
        }
        return indexed(matcher.group(1), text(matcher, 2), text(matcher, 3));
    }

    private static String text(Matcher matcher, int group) {
        return matcher.group(group) == null ? "" : matcher.group(group);
    }

    /** A unit. */
    MathMarkup unit(Unit unit) {
        return symbol(unit.symbol());
    }

    /** dJ/dz of a unit: its delta. */
    MathMarkup delta(Unit unit) {
        return unit.value().startsWith("z(")
                ? symbol("δ" + unit.symbol().substring(1))
                : derivative("J", unit.symbol());
    }

    /** A partial derivative. */
    MathMarkup derivative(String of, String by) {
        empty = false;
        out.open("mfrac").open("mrow");
        operator("∂").symbol(of);
        out.close().open("mrow");
        operator("∂").symbol(by);
        out.close().close();
        return this;
    }

    /** Sets two factors a little apart. */
    MathMarkup space() {
        out.element("mspace", "", "width", "0.25em");
        return this;
    }

    /** A sum over k. */
    MathMarkup sum(String index) {
        empty = false;
        out.open("munder").element("mo", "∑").element("mi", index).close();
        return this;
    }

    /** phi' at a unit. */
    MathMarkup slope(Unit unit) {
        return identifier("φ′").operator("(").unit(unit).operator(")");
    }

    /** One equation: its number and name, then its lines. */
    static void equation(Markup out, String number, String name, List<Consumer<MathMarkup>> lines) {
        out.open("div", "class", "equation");
        out.open("p", "class", "equation-name")
                .element("b", "[" + number + "]")
                .text(" " + name)
                .close();
        out.open(
                "div",
                "class",
                "equation-lines",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "Equation " + number);
        for (Consumer<MathMarkup> line : lines) {
            MathMarkup math = new MathMarkup(out);
            line.accept(math.begin());
            math.end();
        }
        out.close().close();
    }
}
