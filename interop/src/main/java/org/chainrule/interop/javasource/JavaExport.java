package org.chainrule.interop.javasource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.schema.ColumnSchema;

/** Writes a model as one Java source file without dependencies that gives the same bits as {@link Model#predict(java.util.Map)}. */
public final class JavaExport {
    /** More bytes of numbers than this lie in a file beside the class: a source of several megabytes is no pleasure to any tool. */
    public static final int MOST_BYTES_IN_SOURCE = 1 << 20;

    /** A class file has 65,535 constants, of which a column takes up to 20. */
    private static final int MOST_COLUMNS = 3000;

    private static final int LONGEST_NAME = 10_000;

    /** Of 8 bytes at most, in one array. */
    private static final long MOST_PARAMETERS = 1 << 27;

    private JavaExport() {}

    /**
     * The source of a model.
     *
     * @param model       the model
     * @param packageName its package, empty for none
     * @param className   its class
     * @return the source, and what belongs beside it if the model is large
     * @throws UserException if a name cannot be one in Java, or the model has what cannot be written as Java
     */
    public static JavaSource source(Model model, String packageName, String className) {
        return source(model, packageName, className, MOST_BYTES_IN_SOURCE);
    }

    /** The same with another limit on the numbers that the source may hold. */
    static JavaSource source(Model model, String packageName, String className, int mostBytes) {
        if (!JavaNames.isSimple(className)) {
            throw wrongClass(className, "no name of a class in Java (letters, digits and _ of ASCII, a letter first)");
        }
        checkPackage(packageName);
        checkSize(model);
        return new ModelWriter(model, packageName, className).write(mostBytes);
    }

    private static void checkPackage(String packageName) {
        for (String part : packageName.isEmpty() ? new String[0] : packageName.split("\\.", -1)) {
            if (!JavaNames.isSimple(part) || packageName.startsWith("java.") || packageName.equals("java")) {
                throw UserException.usage(
                        "expected --package to be a package of Java such as com.example.models, found \""
                                + Display.text(packageName) + "\"; \"" + Display.text(part)
                                + "\" cannot be a part of it");
            }
        }
    }

    private static void checkSize(Model model) {
        List<ColumnSchema> columns = model.inputColumns();
        if (columns.size() > MOST_COLUMNS) {
            throw UserException.usage(
                    "expected a model of at most " + MOST_COLUMNS + " input columns for Java source, found "
                            + columns.size() + ", which no class file can hold; export with --to onnx");
        }
        for (ColumnSchema column : columns) {
            if (column.name().length() > LONGEST_NAME) {
                throw UserException.usage("expected names of at most " + LONGEST_NAME
                        + " characters for Java source, found a column \"" + Display.text(column.name()) + "\" of "
                        + column.name().length() + "; rename it in the table and train again");
            }
        }
        if (model.contents().parameters() > MOST_PARAMETERS) {
            throw UserException.usage("expected a model of at most " + MOST_PARAMETERS
                    + " parameters for Java source, found " + model.contents().parameters()
                    + ", which no array of bytes can hold; export with --to onnx");
        }
    }

    static UserException wrongClass(String className, String why) {
        return UserException.usage(
                "expected --class (or the name of the file) to be a class that the source can have, found \""
                        + Display.text(className) + "\", " + why + "; choose another, such as --class Classifier");
    }

    /**
     * Writes the source of a model, and beside it the file of its numbers if it is large. Each is written whole or not at all, the numbers first.
     *
     * @param model       the model
     * @param file        where to: {@code CLASS.java}
     * @param packageName its package, empty for none
     * @return the files that were written, the source first
     * @throws UserException as {@link #source}, and if a file cannot be written
     */
    public static List<Path> write(Model model, Path file, String packageName) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".java")) {
            throw UserException.usage("expected a file that ends with .java, as javac does, found " + Display.text(name)
                    + "; name it " + Display.text(suggestion(name.replaceFirst("\\.[^.]*$", ""))) + ".java");
        }
        String className = name.substring(0, name.length() - ".java".length());
        JavaSource source = source(model, packageName, className);
        List<Path> written = new ArrayList<>(List.of(file));
        if (!source.weightsName().isEmpty()) {
            Path beside = file.resolveSibling(source.weightsName());
            AtomicFile.write(beside, out -> out.write(source.weights()));
            written.add(beside);
        }
        AtomicFile.write(file, out -> out.write(source.text().getBytes(StandardCharsets.US_ASCII)));
        return List.copyOf(written);
    }

    /**
     * A class name for a model.
     *
     * @param name any text, such as {@code king-penguins}
     * @return such as {@code KingPenguins}
     */
    public static String suggestion(String name) {
        String camel = JavaNames.camel(name).replaceAll("[^A-Za-z0-9]", "");
        String capital = camel.isEmpty() ? "" : Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
        return JavaNames.isSimple(capital) ? capital : "Model" + capital;
    }
}
