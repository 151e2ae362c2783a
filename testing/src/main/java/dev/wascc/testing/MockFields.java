package dev.wascc.testing;

import dev.wascc.mocks.MockProvider;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The fields of tests that are {@link Mock}s. */
final class MockFields {
    private MockFields() {}

    /** What they mock, in a class and those nested in it, as all of them share a host. */
    static Set<String> capabilities(Class<?> test) {
        Set<String> capabilities = new LinkedHashSet<>();
        for (Field field : WasccExtension.fields(test)) {
            if (field.isAnnotationPresent(Mock.class)) {
                capabilities.add(capability(field));
            }
        }
        for (Class<?> nested : test.getDeclaredClasses()) {
            capabilities.addAll(capabilities(nested));
        }
        return capabilities;
    }

    static Object value(Field field, TestHost host) {
        MockProvider mock = host.mock(capability(field));
        return field.getType().equals(KeyValue.class) ? new KeyValue(mock) : mock;
    }

    private static String capability(Field field) {
        String asked = field.getAnnotation(Mock.class).value();
        boolean store = field.getType().equals(KeyValue.class);
        boolean any = field.getType().equals(MockProvider.class);
        if (Modifier.isFinal(field.getModifiers()) || !store && !any) {
            throw new ExtensionConfigurationException(
                    "@Mock is for a field of type KeyValue or MockProvider that is not final, and " + field
                            + " is none");
        }
        if (any && asked.isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@Mock of a MockProvider names a capability, @Mock(\"wascc:messaging\"), and that of " + field
                            + " does not");
        }
        if (store && !asked.isEmpty() && !asked.equals(KeyValue.CAPABILITY)) {
            throw new ExtensionConfigurationException(
                    "@Mock of a KeyValue is of " + KeyValue.CAPABILITY + ", and that of " + field + " names " + asked);
        }
        return store ? KeyValue.CAPABILITY : asked;
    }
}
