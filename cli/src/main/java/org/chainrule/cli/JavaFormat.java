package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.javasource.JavaExport;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * {@code --to java}: a source file, whose name says what its class is.
 *
 * @param packageName the package of the class; null for none
 * @param className   the class; null where the file says it
 */
record JavaFormat(@Nullable String packageName, @Nullable String className) implements ExportFormat {
    @Override
    public String name() {
        return "java";
    }

    @Override
    public String ending() {
        return ".java";
    }

    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public ExportFormat named(@Nullable String packageName, @Nullable String className) {
        return new JavaFormat(packageName, className);
    }

    @Override
    public String fileName(String stem) {
        return (className == null ? JavaExport.suggestion(stem) : className) + ending();
    }

    @Override
    public Written write(Model model, Path out, boolean bodyOnly) {
        String file = String.valueOf(out.getFileName());
        if (className != null && !file.equals(className + ending())) {
            throw UserException.usage("expected --out and --class to agree, as javac wants it, found the file "
                    + Display.text(file) + " for the class " + Display.text(className) + "; leave one of them out");
        }
        List<Path> written = JavaExport.write(model, out, packageName == null ? "" : packageName);
        String name = file.substring(0, file.length() - ending().length());
        String full = packageName == null || packageName.isEmpty() ? name : packageName + "." + name;
        List<String> lines = new ArrayList<>(List.of("class       " + full));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("class", full);
        if (written.size() > 1) {
            lines.add("weights     " + written.get(1) + ", to be put where the class file will be");
            json.put("weights", written.get(1).toString());
        }
        return new Written(lines, json);
    }
}
