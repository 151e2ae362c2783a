package dev.wascc.gate.use;

import dev.wascc.claims.ModuleOutline.Import;
import dev.wascc.claims.ModuleOutline.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The functions that hosts of waPC actors offer: those of {@code wapc}, {@code abort} of AssemblyScript, and WASI preview 1. */
final class HostImports {
    private static final List<String> WAPC_MODULES = List.of("wapc", "wasmbus");
    private static final List<String> WASI_MODULES = List.of("wasi_snapshot_preview1", "wasi_unstable");
    private static final String HOST_CALL = "__host_call";
    private static final String WAPC =
            """
            __guest_request __guest_response __guest_error __host_call __host_response_len __host_response
            __host_error_len __host_error __console_log""";
    private static final String WASI =
            """
            args_get args_sizes_get clock_res_get clock_time_get environ_get environ_sizes_get fd_advise
            fd_allocate fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get
            fd_filestat_set_size fd_filestat_set_times fd_pread fd_prestat_dir_name fd_prestat_get fd_pwrite
            fd_read fd_readdir fd_renumber fd_seek fd_sync fd_tell fd_write path_create_directory path_filestat_get
            path_filestat_set_times path_link path_open path_readlink path_remove_directory path_rename
            path_symlink path_unlink_file poll_oneoff proc_exit proc_raise random_get sched_yield sock_accept
            sock_recv sock_send sock_shutdown""";
    private static final Set<String> OFFERED = all();

    private HostImports() {}

    /** {@code module.name} of each. */
    static Set<String> offered() {
        return OFFERED;
    }

    static boolean offers(Import imported) {
        return imported.kind() == Kind.FUNCTION && OFFERED.contains(imported.module() + "." + imported.name());
    }

    /** Whether this is the way to capabilities and other actors. */
    static boolean isHostCall(Import imported) {
        return imported.kind() == Kind.FUNCTION
                && WAPC_MODULES.contains(imported.module())
                && imported.name().equals(HOST_CALL);
    }

    private static Set<String> all() {
        Set<String> all = new TreeSet<>();
        all.add("env.abort");
        add(all, WAPC_MODULES, WAPC);
        add(all, WASI_MODULES, WASI);
        return Set.copyOf(all);
    }

    private static void add(Set<String> all, List<String> modules, String names) {
        for (String name : names.split("\\s+")) {
            modules.forEach(module -> all.add(module + "." + name));
        }
    }
}
