package dev.wascc.wapc;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;
import java.util.Optional;

/** What a guest must export, and what it may. */
final class GuestExports {
    static final String GUEST_CALL = "__guest_call";
    /** In this order, each if it is exported and takes and gives nothing. */
    static final List<String> START_FUNCTIONS = List.of("_start", "_initialize", "wapc_init");

    private static final FunctionType CALL = FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I32));

    private GuestExports() {}

    static void require(WasmModule module) throws GuestException {
        if (find(module, "memory")
                .filter(e -> e.exportType() == ExternalType.MEMORY)
                .isEmpty()) {
            throw WapcModule.invalid("the module does not export its memory as \"memory\"; this is no waPC guest");
        }
        Optional<Export> call = find(module, GUEST_CALL).filter(e -> e.exportType() == ExternalType.FUNCTION);
        if (call.isEmpty() || !type(module, call.get()).equals(CALL)) {
            throw WapcModule.invalid("the module does not export __guest_call(i32, i32) -> i32; this is no waPC guest");
        }
    }

    static List<String> startFunctions(WasmModule module) {
        return START_FUNCTIONS.stream()
                .filter(name -> find(module, name)
                        .filter(e -> e.exportType() == ExternalType.FUNCTION)
                        .filter(e -> type(module, e).equals(FunctionType.empty()))
                        .isPresent())
                .toList();
    }

    private static Optional<Export> find(WasmModule module, String name) {
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            if (module.exportSection().getExport(i).name().equals(name)) {
                return Optional.of(module.exportSection().getExport(i));
            }
        }
        return Optional.empty();
    }

    private static FunctionType type(WasmModule module, Export function) {
        List<FunctionImport> imported = module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .map(FunctionImport.class::cast)
                .toList();
        int index = function.index();
        int type = index < imported.size()
                ? imported.get(index).typeIndex()
                : module.functionSection().getFunctionType(index - imported.size());
        return module.typeSection().getType(type);
    }
}
