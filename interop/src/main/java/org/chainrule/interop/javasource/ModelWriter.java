package org.chainrule.interop.javasource;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;

/** Puts the source of a model together: the methods of the caller first, then the row, the encoders, the networks, what they are made of, and the numbers last. */
final class ModelWriter {
    /** Letters of a line of base 64. */
    private static final int LINE = 112;

    private static final int LINES_OF_A_LITERAL = 480;

    /** A field of the class: an encoder, a network, a target. */
    private record Part(String name, String type, StoredFields fields) {}

    private final Model model;
    private final String packageName;
    private final String className;
    private final List<Member> members;
    private final List<RowColumn> columns;
    private final List<Encoder> encoders = new ArrayList<>();
    private final int[] encoderOf;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    /** In the order of their stored numbers. */
    private final List<Part> parts = new ArrayList<>();

    private final CodeWriter nestedClasses = new CodeWriter();

    ModelWriter(Model model, String packageName, String className) {
        this.model = model;
        this.packageName = packageName;
        this.className = className;
        this.members = model.contents().members();
        this.columns = RowColumn.of(model.inputColumns());
        this.encoderOf = new int[members.size()];
        for (int m = 0; m < encoderOf.length; m++) {
            int known = encoders.indexOf(members.get(m).encoder());
            encoderOf[m] = known < 0 ? encoders.size() : known;
            if (known < 0) {
                encoders.add(members.get(m).encoder());
            }
        }
    }

    /** The source; more numbers than so many bytes lie in a file of their own. */
    JavaSource write(int mostBytes) {
        CodeWriter nested = new CodeWriter();
        new RowWriter(nested, columns).write();
        nested();
        String classes = nestedClasses.text();
        boolean beside = bytes.size() > mostBytes;
        CodeWriter body = new CodeWriter();
        body.open("public final class " + className + " {");
        constants(body);
        constructor(body, beside);
        new AnswerWriter(body, model, encoderOf).write();
        scratch(body);
        body.blank().lines(nested.text()).lines(classes);
        SourceLibrary library = new SourceLibrary();
        library.require(body.text());
        library.write(body);
        if (!beside) {
            literals(body);
        }
        body.close();
        checkName(body.text());
        String text = head(library, body.text()) + body.text();
        return new JavaSource(
                packageName.isEmpty() ? className : packageName + "." + className,
                text,
                beside ? className + ".weights" : "",
                beside ? bytes.toByteArray() : new byte[0]);
    }

    private void nested() {
        Map<String, String> identifiers = new LinkedHashMap<>();
        columns.forEach(column -> identifiers.put(column.schema().name(), column.identifier()));
        for (int e = 0; e < encoders.size(); e++) {
            String number = AnswerWriter.number(e, encoders.size());
            StoredFields fields = part("encoder" + number, "Encoder" + number);
            new EncoderWriter(identifiers, fields).write(nestedClasses, "Encoder" + number, encoders.get(e));
        }
        for (int m = 0; m < members.size(); m++) {
            String number = AnswerWriter.number(m, members.size());
            StoredFields fields = part("network" + number, "Network" + number);
            new NetworkWriter(members.get(m).network(), fields).write(nestedClasses, "Network" + number);
            if (members.get(m).target() instanceof ValueTarget target) {
                StoredFields own = part("target" + number, "Target" + number);
                TargetWriter.write(nestedClasses, "Target" + number, target, own);
            }
        }
    }

    private StoredFields part(String name, String type) {
        nestedClasses.blank();
        StoredFields fields = new StoredFields(bytes);
        parts.add(new Part(name, type, fields));
        return fields;
    }

    private void constants(CodeWriter out) {
        List<String> names =
                columns.stream().map(column -> column.schema().name()).toList();
        texts(out, "COLUMNS", names);
        if (model.targetEncoding() instanceof ClassTarget classes) {
            texts(out, "CLASSES", classes.classes());
        }
        out.blank();
    }

    private static void texts(CodeWriter out, String name, List<String> texts) {
        boolean few = texts.size() <= 12 && texts.stream().allMatch(text -> text.length() <= 60);
        List<String> literals = few ? texts.stream().map(JavaText::string).toList() : List.of();
        boolean wide = literals.stream().mapToInt(String::length).sum() > LINE / 2;
        String list = few
                ? "List.of(" + (wide ? "\n        " : "") + String.join(wide ? ",\n        " : ", ", literals) + ")"
                : "Stored.texts(" + JavaText.texts(texts, "        ") + ")";
        out.lines("private static final List<String> " + name + " = " + list + ";");
    }

    private void constructor(CodeWriter out, boolean beside) {
        parts.forEach(part -> out.line("private final %s %s;", part.type(), part.name()));
        out.blank().line("/**").line(" * The model. Immutable: make one and share it among threads.");
        if (beside) {
            out.line(" *")
                    .line(
                            " * @throws IllegalStateException if the file %s.weights is not beside the class, or is another one",
                            className);
        }
        out.line(" */").open("public " + className + "() {");
        out.line(
                "ByteBuffer weights = %s;",
                beside
                        ? "Stored.resource(" + className + ".class, \"" + className + ".weights\", \"" + sha256()
                                + "\")"
                        : "Stored.literals(Weights.BASE64)");
        parts.forEach(part -> out.line("%s = %s;", part.name(), part.fields().construction(part.type())));
        out.close();
    }

    private void scratch(CodeWriter out) {
        out.blank().line("/** The memory of a prediction: one a thread, to be used again and again. */");
        out.open("public static final class Scratch {");
        for (int e = 0; e < encoders.size(); e++) {
            String number = AnswerWriter.number(e, encoders.size());
            out.line(
                    "private final float[] x%s = new float[%d];",
                    number, encoders.get(e).width());
        }
        for (Part part : parts) {
            if (part.type().startsWith("Network")) {
                out.line("private final %s.Buffers %s = new %s.Buffers();", part.type(), part.name(), part.type());
            }
        }
        out.blank().line("/** Fresh memory. */").line("public Scratch() {}").close();
    }

    private String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void literals(CodeWriter out) {
        String base64 = Base64.getEncoder().encodeToString(bytes.toByteArray());
        out.blank().line("/** All numbers of the encoders and networks, big-endian, in base 64. */");
        out.open("private static final class Weights {");
        out.open("private static final String[] BASE64 = {");
        for (int from = 0; from == 0 || from < base64.length(); from += LINE * LINES_OF_A_LITERAL) {
            int end = Math.min(base64.length(), from + LINE * LINES_OF_A_LITERAL);
            out.line("\"\"\"");
            for (int line = from; line < end; line += LINE) {
                out.line(base64.substring(line, Math.min(end, line + LINE)));
            }
            out.line("\"\"\",");
        }
        out.close("};").close();
    }

    /** A class of the same name as one that the source uses would hide it. */
    private void checkName(String body) {
        String others = SourceClass.code(body)
                .replace("public final class " + className + " {", "")
                .replace("public " + className + "() {", "")
                .replace(className + ".class", "");
        if (others.matches("(?s).*\\b" + className + "\\b.*")) {
            throw JavaExport.wrongClass(className, "a class that the source needs itself");
        }
    }

    private String head(SourceLibrary library, String body) {
        Set<String> imports = new TreeSet<>(library.imports(body));
        Map<String, String> own = Map.of(
                "ByteBuffer", "java.nio.ByteBuffer",
                "LocalDate", "java.time.LocalDate",
                "LocalDateTime", "java.time.LocalDateTime",
                "Arrays", "java.util.Arrays",
                "List", "java.util.List",
                "Map", "java.util.Map");
        String code = SourceClass.code(body);
        own.forEach((name, full) -> {
            if (code.matches("(?s).*\\b" + name + "\\b.*")) {
                imports.add(full);
            }
        });
        CodeWriter out = new CodeWriter();
        if (!packageName.isEmpty()) {
            out.line("package " + packageName + ";").blank();
        }
        imports.forEach(name -> out.line("import " + name + ";"));
        out.blank();
        new HeaderWriter(out, model, columns, className).write();
        return out.text();
    }
}
