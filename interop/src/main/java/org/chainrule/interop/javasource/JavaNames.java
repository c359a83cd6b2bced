package org.chainrule.interop.javasource;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of columns and tensors as Java identifiers. */
final class JavaNames {
    private static final Set<String> KEYWORDS = Set.of(
            "abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto if"
                    .split(" "));
    private static final Set<String> MORE_KEYWORDS = Set.of(
            "implements import instanceof int interface long native new package private protected public return short static strictfp super switch"
                    .split(" "));
    private static final Set<String> LAST_KEYWORDS = Set.of(
            "synchronized this throw throws transient try void volatile while true false null var record yield sealed permits when _"
                    .split(" "));
    /** Methods of every object and of {@code Row}: a column of this name would be called by accident. */
    private static final Set<String> TAKEN =
            Set.of("getClass hashCode equals clone toString notify notifyAll wait finalize set of".split(" "));

    private final Set<String> used = new HashSet<>();

    /** Whether a text is a keyword, or means something in some place. */
    static boolean isKeyword(String text) {
        return KEYWORDS.contains(text) || MORE_KEYWORDS.contains(text) || LAST_KEYWORDS.contains(text);
    }

    /** Whether a text can name a class: a letter, then letters, digits and underscores of ASCII. */
    static boolean isSimple(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_]*") && !isKeyword(text);
    }

    /** An identifier for a column, different from all that this object gave before. */
    String column(String name) {
        String base = camel(name);
        if (base.isEmpty()) {
            base = "column";
        } else if (Character.isDigit(base.charAt(0))) {
            base = "column" + base;
        }
        if (isKeyword(base) || TAKEN.contains(base)) {
            base += "_";
        }
        String unique = base;
        for (int number = 2; !used.add(unique); number++) {
            unique = base + (Character.isDigit(base.charAt(base.length() - 1)) ? "_" : "") + number;
        }
        return unique;
    }

    /** {@code dense.1.weight} as {@code dense1Weight}, {@code bill_length_mm} as {@code billLengthMm}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        StringBuilder word = new StringBuilder();
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        for (int i = 0; i <= composed.length(); i++) {
            char c = i < composed.length() ? composed.charAt(i) : ' ';
            boolean part = c != '_' && c != '$' && Character.isJavaIdentifierPart(c) && !Character.isSurrogate(c);
            if (part && !Character.isIdentifierIgnorable(c) && (word.length() > 0 || camel.length() > 0 || starts(c))) {
                word.append(c);
            } else if (!part && word.length() > 0) {
                camel.append(camel.length() == 0 ? lower(word.toString()) : upper(word.toString()));
                word.setLength(0);
            }
        }
        return camel.toString();
    }

    /** A mark that belongs to the letter before it cannot be the first. */
    private static boolean starts(char c) {
        return Character.isJavaIdentifierStart(c) || c >= '0' && c <= '9';
    }

    private static boolean shouts(String word) {
        return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    }

    private static String lower(String word) {
        return shouts(word)
                ? word.toLowerCase(Locale.ROOT)
                : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static String upper(String word) {
        String calm = shouts(word) ? word.toLowerCase(Locale.ROOT) : word;
        return calm.substring(0, 1).toUpperCase(Locale.ROOT) + calm.substring(1);
    }
}
