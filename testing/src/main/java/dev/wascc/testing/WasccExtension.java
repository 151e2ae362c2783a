package dev.wascc.testing;

import dev.wascc.provider.CapabilityProvider;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** What {@link WasccTest} does. The host is made when it is first asked for, which may be before {@code beforeAll}. */
final class WasccExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterAllCallback,
                TestInstancePostProcessor,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(WasccExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws IllegalAccessException {
        TestHost host = host(context);
        for (Field field : fields(context.getRequiredTestClass())) {
            Actor asked = field.getAnnotation(Actor.class);
            if (asked != null) {
                ActorRef actor = host.actor(checked(field, asked).value());
                if (Modifier.isStatic(field.getModifiers())) {
                    set(field, null, actor);
                }
            }
            if (field.isAnnotationPresent(Mock.class) && Modifier.isStatic(field.getModifiers())) {
                set(field, null, MockFields.value(field, host));
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        host(context).resetMocks();
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws IllegalAccessException {
        for (Field field : fields(instance.getClass())) {
            Actor asked = field.getAnnotation(Actor.class);
            if (asked != null && !Modifier.isStatic(field.getModifiers())) {
                set(field, instance, host(context).actor(checked(field, asked).value()));
            }
            if (field.isAnnotationPresent(Mock.class) && !Modifier.isStatic(field.getModifiers())) {
                set(field, instance, MockFields.value(field, host(context)));
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Actor.class)
                && parameter.getParameter().getType().equals(ActorRef.class);
    }

    @Override
    public ActorRef resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return host(context)
                .actor(parameter.findAnnotation(Actor.class).orElseThrow().value());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.equals(outermost(context))) {
            TestHost host = store(context).remove(TestHost.class, TestHost.class);
            if (host != null) {
                host.close();
            }
        }
    }

    private static TestHost host(ExtensionContext context) {
        ExtensionContext top = outermost(context);
        Store store = store(top);
        TestHost made = store.get(TestHost.class, TestHost.class);
        if (made == null) {
            Class<?> test = top.getRequiredTestClass();
            made = TestHost.of(
                    asked(test, context), test.getClassLoader(), providers(test), MockFields.capabilities(test));
            store.put(TestHost.class, made);
        }
        return made;
    }

    private static WasccTest asked(Class<?> test, ExtensionContext context) {
        WasccTest asked = test.getAnnotation(WasccTest.class);
        if (asked == null) {
            throw new ExtensionConfigurationException(
                    "put @WasccTest on " + test.getName() + ", the outermost class of " + context.getDisplayName());
        }
        return asked;
    }

    /** The context of the outermost test class, which nested ones share. */
    private static ExtensionContext outermost(ExtensionContext context) {
        ExtensionContext top = context;
        for (ExtensionContext up = context; up != null; up = up.getParent().orElse(null)) {
            if (up.getTestClass().isPresent()) {
                top = up;
            }
        }
        return top;
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private static List<CapabilityProvider> providers(Class<?> test) {
        List<CapabilityProvider> providers = new ArrayList<>();
        for (Field field : fields(test)) {
            if (field.isAnnotationPresent(Provides.class)) {
                if (!(read(field) instanceof CapabilityProvider provider)) {
                    throw new ExtensionConfigurationException(
                            "@Provides is for a static field that holds a CapabilityProvider, and " + field
                                    + " does not");
                }
                providers.add(provider);
            }
        }
        return providers;
    }

    private static @Nullable Object read(Field field) {
        if (!Modifier.isStatic(field.getModifiers())) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException(field + " cannot be read", e);
        }
    }

    private static Actor checked(Field field, Actor asked) {
        if (!field.getType().equals(ActorRef.class) || Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@Actor is for a field of type ActorRef that is not final, and " + field + " is none");
        }
        return asked;
    }

    private static void set(Field field, @Nullable Object instance, Object value) throws IllegalAccessException {
        field.setAccessible(true);
        field.set(instance, value);
    }

    /** Of a class and those above it. */
    static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> up = type; up != null; up = up.getSuperclass()) {
            fields.addAll(List.of(up.getDeclaredFields()));
        }
        return fields;
    }
}
