package dev.fixway.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Calls and types that the rules look for; method references count as calls.
final class Access {

    static final DescribedPredicate<JavaAccess<?>> READS_ENVIRONMENT = describe("reads the environment",
            access -> owner(access).equals("java.lang.System") && access.getName().equals("getenv"));

    static final DescribedPredicate<JavaAccess<?>> READS_CLOCK = describe("reads the machine's clock",
            Access::readsClock);

    static final DescribedPredicate<JavaClass> BINARY_FRACTION = describe("a binary fraction",
            type -> Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                    .contains(type.getBaseComponentType().getName()));

    static final DescribedPredicate<JavaClass> SUBMIT_FROM_OUTSIDE_PROVIDERS = describe(
            "call Provider.submit from outside the providers",
            type -> !type.getPackageName().startsWith("dev.fixway.providers")
                    && type.getAccessesFromSelf().stream().anyMatch(Access::submits));

    static final DescribedPredicate<JavaAccess<?>> SUBMITS_IN_A_RETRY = describe(
            "calls Provider.submit from something named retry",
            access -> submits(access)
                    && access.getOrigin().getFullName().toLowerCase(Locale.ROOT).contains("retry"));

    private Access() {}

    /// Nested classes count as the class that they stand in.
    static ArchCondition<JavaClass> beOneClass() {
        return new ArchCondition<>("be one class") {
            private final Set<String> names = new TreeSet<>();

            @Override
            public void init(Collection<JavaClass> all) {
                names.clear();
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                names.add(type.getName().replaceFirst("\\$.*", ""));
            }

            @Override
            public void finish(ConditionEvents events) {
                if (names.size() > 1) {
                    events.add(SimpleConditionEvent.violated(names, "Provider.submit is called by " + names));
                }
            }
        };
    }

    private static boolean submits(JavaAccess<?> access) {
        return access.getName().equals("submit")
                && access.getTargetOwner().isAssignableTo("dev.fixway.engine.provider.Provider");
    }

    private static boolean readsClock(JavaAccess<?> access) {
        String name = access.getName();
        return switch (owner(access)) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.util.Date" -> name.equals("<init>") && access.getTarget().getFullName().endsWith("()");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.time.InstantSource" -> name.equals("system");
            default -> name.equals("now") && owner(access).startsWith("java.time.");
        };
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }
}
