package org.chainrule.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** What no class may do, and what it does instead. */
final class Rules {
    /** Of {@link Math}, what is exact or rounded as IEEE 754 says: the same bits on every JDK and machine. */
    private static final Set<String> EXACT_MATH = Set.of(
            "abs",
            "absExact",
            "addExact",
            "ceil",
            "ceilDiv",
            "ceilMod",
            "clamp",
            "copySign",
            "decrementExact",
            "floor",
            "floorDiv",
            "floorMod",
            "fma",
            "getExponent",
            "incrementExact",
            "max",
            "min",
            "multiplyExact",
            "multiplyFull",
            "multiplyHigh",
            "negateExact",
            "nextAfter",
            "nextDown",
            "nextUp",
            "rint",
            "round",
            "scalb",
            "signum",
            "sqrt",
            "subtractExact",
            "toIntExact",
            "ulp",
            "unsignedMultiplyHigh");

    /** Of {@link Class}, what goes from a name to a class or a member. */
    private static final Set<String> CLASS_BY_NAME = Set.of(
            "forName",
            "newInstance",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getField",
            "getDeclaredField");

    static final ArchRule SAME_BITS = noClasses()
            .should()
            .accessTargetWhere(target(
                    "Math functions whose last bit differs between JDKs and machines",
                    (owner, name) -> owner.isEquivalentTo(Math.class) && !EXACT_MATH.contains(name)))
            .because("results are the same bits everywhere: use StrictMath in double, FloatMath in float");

    static final ArchRule NO_HIDDEN_RANDOMNESS = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(java.util.random.RandomGenerator.class))
            .orShould()
            .accessTargetWhere(target(
                    "UUID.randomUUID or Collections.shuffle",
                    (owner, name) -> name.equals("randomUUID")
                            || owner.isEquivalentTo(java.util.Collections.class) && name.equals("shuffle")))
            .because("every random number comes from CounterRandom and the user's seed");

    static final ArchRule NO_SERIALISATION = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(java.io.ObjectInput.class)
                    .or(assignableTo(java.io.ObjectOutput.class))
                    .or(assignableTo(java.io.ObjectStreamClass.class))
                    .or(assignableTo(java.io.ObjectInputFilter.class)))
            .orShould()
            .implement(java.io.Externalizable.class)
            .because("loading a file runs no code");

    static final ArchRule NO_THREAD_LOCAL = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(ThreadLocal.class))
            .because("the caller passes the scratch that a call needs");

    static final ArchRule NO_PROCESSES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.chainrule.cli.Browser")
            .should()
            .dependOnClassesThat(belongToAnyOf(ProcessBuilder.class, Process.class)
                    .or(resideInAnyPackage("com.sun.tools.attach..", "java.lang.instrument..")))
            .orShould()
            .accessTargetWhere(
                    target("Runtime.exec", (owner, name) -> owner.isEquivalentTo(Runtime.class) && name.equals("exec")))
            .because("Chainrule starts no other program, but for the browser of a person at a desktop");

    static final ArchRule NO_XML = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "javax.xml..", "org.xml.sax..", "org.w3c.dom..", "java.beans..", "javax.sql.rowset.."))
            .orShould()
            .accessTargetWhere(target(
                    "Properties or Preferences as XML",
                    (owner, name) -> name.equals("loadFromXML") || name.equals("importPreferences")))
            .because("no input is XML, and its parsers open files and addresses that the input names");

    static final ArchRule NO_CODE_BY_NAME = noClasses()
            .should()
            .accessTargetWhere(target(
                    "Class.forName, a class loader, a lookup of names, a module layer or a library",
                    (owner, name) -> owner.isEquivalentTo(Class.class) && CLASS_BY_NAME.contains(name)
                            || owner.isAssignableTo(ClassLoader.class) && !name.startsWith("getResource")
                            || owner.isEquivalentTo(java.lang.invoke.MethodHandles.Lookup.class)
                                    && !name.equals("lookupClass")
                            || owner.isEquivalentTo(ModuleLayer.class) && name.startsWith("defineModules")
                            || (owner.isEquivalentTo(System.class) || owner.isEquivalentTo(Runtime.class))
                                    && (name.equals("load") || name.equals("loadLibrary"))))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.lang.reflect..", "javax.script..", "javax.tools..")
                    .and(not(equivalentTo(java.lang.reflect.Array.class))))
            .because("what a file says never chooses the code that runs");

    static final ArchRule NO_NAMES_FROM_AFAR = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "javax.naming..", "java.rmi..", "javax.rmi..", "javax.management.remote..", "org.omg.."))
            .because("looking an object up by a name from outside has loaded code from outside");

    static final ArchRule NO_CALLS_OUT = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(java.net.Socket.class)
                    .or(assignableTo(java.net.DatagramSocket.class))
                    .or(assignableTo(java.net.URLConnection.class))
                    .or(assignableTo(java.nio.channels.SocketChannel.class))
                    .or(assignableTo(java.nio.channels.DatagramChannel.class))
                    .or(assignableTo(java.nio.channels.AsynchronousSocketChannel.class))
                    .or(resideInAnyPackage("java.net.http..", "javax.net..")))
            .orShould()
            .accessTargetWhere(target(
                    "URL.openStream and its relatives",
                    (owner, name) -> owner.isEquivalentTo(java.net.URL.class)
                            && (name.startsWith("open") || name.equals("getContent"))))
            .because("nothing here asks another machine, whatever a file or a request names");

    static final ArchRule ONE_CALLER_OF_DATABASES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.chainrule.tabular.read.JdbcCopy")
            .should()
            .dependOnClassesThat(belongToAnyOf(java.sql.DriverManager.class))
            .because("only the address that a user gives as jdbc: is opened");

    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.chainrule.cli.Main")
            .should()
            .accessTargetWhere(target(
                    "System.exit, Runtime.exit or Runtime.halt",
                    (owner, name) -> (owner.isEquivalentTo(System.class) || owner.isEquivalentTo(Runtime.class))
                            && (name.equals("exit") || name.equals("halt"))))
            .because("a library throws; the command line alone knows what an exit code means");

    static final ArchRule NO_MUTABLE_STATICS = fields().that(of(
                    "are static and written by a person",
                    (JavaField field) -> field.getModifiers().contains(JavaModifier.STATIC)
                            && !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
            .should()
            .beFinal()
            .andShould()
            .notHaveRawType(of("are made to change", Rules::madeToChange))
            .allowEmptyShould(true)
            .because("two trainings in one process must not see each other");

    static final ArchRule NO_CYCLES = slices().matching("org.chainrule.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package can be read on its own");

    private Rules() {}

    private static boolean madeToChange(JavaClass type) {
        boolean interfaceOrOurs = type.isInterface() || type.getPackageName().startsWith("org.chainrule");
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || !interfaceOrOurs && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
    }

    private static DescribedPredicate<JavaAccess<?>> target(String what, BiPredicate<JavaClass, String> ownerAndName) {
        return of(
                what,
                access -> ownerAndName.test(
                        access.getTargetOwner(), access.getTarget().getName()));
    }

    private static <T> DescribedPredicate<T> of(String description, java.util.function.Predicate<T> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }
}
