package dev.wascc.actor.maven;

import org.teavm.interop.Import;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Takes TeaVM's own imports away, which no waPC host offers: what the runtime would print goes nowhere (an actor writes with
 * {@code Host.console} and {@code Log}), and its clock stands at 0 (an actor asks its host for what it needs to know). Imports whose
 * answer matters ({@code Math.random}, {@code Math.pow}) stay: an actor that reaches one is refused by the compiler, and not given a 0.
 */
public final class WapcSupport implements TeaVMPlugin {
    private static final String CLOCK = "currentTimeMillisImpl";
    private static final String RUNTIME = "org.teavm.backend.wasm.runtime.WasmSupport";

    @Override
    public void install(TeaVMHost host) {
        host.add(new WithoutImports());
    }

    private static final class WithoutImports implements ClassHolderTransformer {
        @Override
        public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
            if (!type.getName().equals(RUNTIME)) {
                return;
            }
            for (MethodHolder method : type.getMethods()) {
                boolean expendable = method.getResultType() == ValueType.VOID
                        || method.getName().equals(CLOCK);
                if (expendable && method.getAnnotations().get(Import.class.getName()) != null) {
                    method.getAnnotations().remove(Import.class.getName());
                    method.getModifiers().remove(ElementModifier.NATIVE);
                    ProgramEmitter program = ProgramEmitter.create(method, context.getHierarchy());
                    if (method.getResultType() == ValueType.VOID) {
                        program.exit();
                    } else {
                        program.constant(0.0).returnValue();
                    }
                }
            }
        }
    }
}
