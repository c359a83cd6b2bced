package org.chainrule.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which module may use which, and what else: the arrows of the architecture. */
final class Arrows {
    /** What a module may use beside itself, java.base and the annotations of jspecify. */
    private record May(Set<String> modules, List<String> packages) {}

    private static final Map<String, May> ALLOWED = Map.ofEntries(
            may("core", Set.of()),
            may("kernels-vector", Set.of("core"), "jdk.incubator.vector"),
            may("explain", Set.of("core")),
            may(
                    "tabular",
                    Set.of("core"),
                    "java.sql",
                    "java.lang.management",
                    "com.sun.management",
                    "org.duckdb",
                    "com.fasterxml.jackson.core"),
            may("scoring", Set.of("core", "tabular")),
            may("report", Set.of("core", "explain", "tabular"), "com.fasterxml.jackson.core"),
            may("interop", Set.of("core", "tabular"), "com.google.protobuf"),
            may("studio", Set.of("core", "explain", "tabular", "report"), "org.eclipse.jetty", "io.prometheus"),
            // Nobody may use spark: what a cluster computes stands in core and tabular.
            may("spark", Set.of("core", "tabular"), "org.apache.spark", "scala", "org.apache.hadoop", "org.slf4j"),
            may("cli", Set.of("core", "kernels-vector", "explain", "tabular", "report", "interop", "studio"), ""),
            may("bench", Set.of("core", "kernels-vector", "explain", "tabular", "report", "interop", "studio"), ""));

    private static Map.Entry<String, May> may(String module, Set<String> modules, String... packages) {
        return Map.entry(module, new May(modules, List.of(packages)));
    }

    private static final Set<String> JAVA_BASE =
            ModuleLayer.boot().findModule("java.base").orElseThrow().getDescriptor().exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toUnmodifiableSet());

    private static final Pattern FOLDER = Pattern.compile("/([a-z-]+)/target/[^/]+(?:/|\\.jar!)");

    private Arrows() {}

    /** The folder of the module that a class was built in. */
    static String moduleOf(JavaClass type) {
        String uri = type.getSource().orElseThrow().getUri().toString();
        Matcher folder = FOLDER.matcher(uri);
        if (!folder.find()) {
            throw new IllegalStateException(type.getName() + " was not built in this tree, but comes from " + uri);
        }
        return folder.group(1);
    }

    /** The rule, given how to tell the module of a class. */
    static ArchRule rule(Function<JavaClass, String> moduleOf) {
        return ArchRuleDefinition.classes().should(new ArchCondition<>("use only what their module may") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String module = moduleOf.apply(type);
                May may = ALLOWED.get(module);
                if (may == null) {
                    events.add(
                            SimpleConditionEvent.violated(type, "module " + module + " has no line in Arrows.ALLOWED"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !allowed(module, may, target, moduleOf)) {
                        events.add(SimpleConditionEvent.violated(
                                type, module + " may not: " + dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static boolean allowed(String module, May may, JavaClass target, Function<JavaClass, String> moduleOf) {
        String name = target.getPackageName();
        if (name.startsWith("org.chainrule")) {
            String other = moduleOf.apply(target);
            return other.equals(module) || may.modules().contains(other);
        }
        return JAVA_BASE.contains(name)
                || name.equals("org.jspecify.annotations")
                || may.packages().stream().anyMatch(name::startsWith);
    }
}
