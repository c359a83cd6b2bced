package org.chainrule.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.chainrule.architecture.fixture.BreaksEveryRule;
import org.chainrule.architecture.fixture.first.First;
import org.chainrule.architecture.fixture.second.Second;
import org.chainrule.architecture.fixture.undocumented.InPackageWithoutInfo;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules of {@link Rules} and {@link Arrows} over all modules, and shows that each of them can fail. */
class ArchitectureTest {
    private static final JavaClasses CHAINRULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.chainrule");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("SAME_BITS", Rules.SAME_BITS, "java.lang.Math.exp(double)"),
                rule("NO_HIDDEN_RANDOMNESS", Rules.NO_HIDDEN_RANDOMNESS, "java.util.SplittableRandom"),
                rule("NO_SERIALISATION", Rules.NO_SERIALISATION, "java.io.ObjectInputStream"),
                rule("NO_THREAD_LOCAL", Rules.NO_THREAD_LOCAL, "java.lang.ThreadLocal"),
                rule("NO_PROCESSES", Rules.NO_PROCESSES, "java.lang.ProcessBuilder"),
                rule("NO_XML", Rules.NO_XML, "javax.xml.parsers"),
                rule("NO_XML", Rules.NO_XML, "java.util.Properties.loadFromXML"),
                rule("NO_PROCESSES", Rules.NO_PROCESSES, "java.lang.Runtime.exec(java.lang.String)"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "java.lang.Class.forName(java.lang.String)"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "java.lang.ClassLoader.loadClass(java.lang.String)"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "java.net.URLClassLoader.<init>"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "Lookup.findClass(java.lang.String)"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "java.lang.reflect.Method"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "javax.script.ScriptEngine"),
                rule("NO_CODE_BY_NAME", Rules.NO_CODE_BY_NAME, "java.lang.System.load(java.lang.String)"),
                rule("NO_NAMES_FROM_AFAR", Rules.NO_NAMES_FROM_AFAR, "javax.naming.InitialContext"),
                rule("NO_NAMES_FROM_AFAR", Rules.NO_NAMES_FROM_AFAR, "java.rmi.Naming"),
                rule("NO_CALLS_OUT", Rules.NO_CALLS_OUT, "java.net.Socket"),
                rule("NO_CALLS_OUT", Rules.NO_CALLS_OUT, "java.net.URL.openStream()"),
                rule("NO_CALLS_OUT", Rules.NO_CALLS_OUT, "java.net.http.HttpClient"),
                rule("ONE_CALLER_OF_DATABASES", Rules.ONE_CALLER_OF_DATABASES, "java.sql.DriverManager"),
                rule("ONLY_MAIN_ENDS_THE_PROCESS", Rules.ONLY_MAIN_ENDS_THE_PROCESS, "java.lang.System.exit(int)"),
                rule("NO_MUTABLE_STATICS", Rules.NO_MUTABLE_STATICS, "BreaksEveryRule.counter"),
                rule("NO_MUTABLE_STATICS", Rules.NO_MUTABLE_STATICS, "BreaksEveryRule.CACHE"),
                rule("ARROWS", Arrows.rule(type -> "core"), "core may not: Method"));
    }

    private static Arguments rule(String name, ArchRule rule, String caught) {
        return Arguments.of(Named.of(name, rule), caught);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void catchesTheFixture(ArchRule rule, String caught) {
        String report = failures(rule, new ClassFileImporter().importClasses(BreaksEveryRule.class));
        assertTrue(report.contains(caught), () -> "expected a violation that names " + caught + ", found: " + report);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule, String caught) {
        boolean arrows = caught.startsWith("core may not");
        assertEquals("", failures(arrows ? Arrows.rule(Arrows::moduleOf) : rule, CHAINRULE));
    }

    @Test
    void arrowsKnowEveryModule() {
        String report = failures(Arrows.rule(type -> "elsewhere"), new ClassFileImporter().importClasses(First.class));
        assertTrue(report.contains("module elsewhere has no line"), report);
    }

    @Test
    void packagesOfAModuleFormNoCycle() {
        for (String module : Set.of("core", "explain", "interop", "report", "spark", "studio", "tabular")) {
            assertEquals("", failures(Rules.NO_CYCLES, CHAINRULE.that(inModule(module))), module);
        }
    }

    @Test
    void aCycleIsCaught() {
        String report = failures(Rules.NO_CYCLES, new ClassFileImporter().importClasses(First.class, Second.class));
        assertTrue(report.contains("Cycle detected"), report);
    }

    @Test
    void everyModuleIsSeen() {
        Set<String> modules = new TreeSet<>();
        CHAINRULE.forEach(type -> modules.add(Arrows.moduleOf(type)));
        assertTrue(
                modules.containsAll(
                        Set.of("cli", "core", "explain", "interop", "kernels-vector", "report", "studio", "tabular")),
                () -> "seen only " + modules);
    }

    /** The launcher builds without it, because Spark is large; so do builds with -Dquick. */
    @Test
    void sparkIsSeenWhereAllIsChecked() {
        assumeTrue(Boolean.getBoolean("chainrule.checks"));
        assertTrue(CHAINRULE.contain("org.chainrule.spark.plan.Planner"));
    }

    @Test
    void everyPackageSaysWhatItIs() {
        assertEquals(Set.of(), undocumented(CHAINRULE));
    }

    @Test
    void anUndocumentedPackageIsCaught() {
        JavaClasses classes = new ClassFileImporter().importClasses(InPackageWithoutInfo.class);
        assertEquals(Set.of(InPackageWithoutInfo.class.getPackageName()), undocumented(classes));
    }

    /** Packages without a package-info that is annotated: one without annotations leaves no class file. */
    private static Set<String> undocumented(JavaClasses classes) {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : classes) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                packages.add(home.getName());
            }
        }
        return packages;
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> inModule(String module) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "in module " + module, type -> Arrows.moduleOf(type).equals(module));
    }

    private static String failures(ArchRule rule, JavaClasses classes) {
        return String.join("\n", rule.evaluate(classes).getFailureReport().getDetails());
    }
}
