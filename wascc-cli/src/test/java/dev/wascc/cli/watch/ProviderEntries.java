package dev.wascc.cli.watch;

import dev.wascc.host.Inventory.ProviderEntry;
import java.util.Arrays;
import java.util.List;

/** Entries of an inventory, under the default name. */
final class ProviderEntries {
    private ProviderEntries() {}

    static List<ProviderEntry> of(String... capabilities) {
        return Arrays.stream(capabilities)
                .map(capability -> new ProviderEntry(capability, "default", capability, "1", 1, List.of(), null))
                .toList();
    }
}
