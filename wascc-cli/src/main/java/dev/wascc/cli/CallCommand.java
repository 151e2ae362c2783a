package dev.wascc.cli;

import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.cli.watch.Denial;
import dev.wascc.cli.watch.Denials;
import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import dev.wascc.gate.Gate;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.host.HostException;
import dev.wascc.host.InvocationException;
import dev.wascc.host.manifest.ManifestHost;
import dev.wascc.mocks.Mocks;
import dev.wascc.provider.Binding;
import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.MessageFormatException;
import dev.wascc.provider.message.MessageShape;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Operations;
import dev.wascc.wapc.FileQuota;
import dev.wascc.wapc.GuestFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls one operation of an actor, with JSON in and out where the operation is a well-known one. */
@CommandLine.Command(
        name = "call",
        description = "Call one operation of a signed module, with embedded providers or real ones.")
final class CallCommand extends Command {
    @Parameters(index = "0", paramLabel = "ACTOR.wasm", description = "A signed module.")
    Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "OPERATION", description = "HandleRequest, or any other.")
    String operation = "";

    @Option(
            names = "--json",
            paramLabel = "JSON|-",
            description = "The request as JSON, - for standard input; what is left out is empty.")
    @Nullable
    String json;

    @Option(names = "--input", paramLabel = "FILE|-", description = "The request's bytes as they are.")
    @Nullable
    String input;

    @Option(
            names = "--bind",
            paramLabel = "CAPABILITY:KEY=VALUE",
            description = "A value for a binding, wascc:keyvalue:URL=… and so on; repeat it for more.")
    Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = "--files",
            paramLabel = "memory|DIR",
            description = "Files that the module finds under / by way of WASI: an empty directory in memory, or this"
                    + " directory, to read; none, if not given.")
    @Nullable
    String files;

    @Mixin
    HostOptions options = new HostOptions();

    @Mixin
    WatchOptions watch = new WatchOptions();

    @Mixin
    RealOptions real = new RealOptions();

    @Mixin
    MockOptions mocking = new MockOptions();

    @Override
    public Integer call()
            throws IOException, ClaimsException, HostException, InvocationException, CliException, DocumentException {
        Optional<Operations.Messages> messages = Operations.named(operation);
        byte[] request = request(messages.flatMap(Operations.Messages::request));
        Gate gate = options.gate(this, false);
        VerifiedActor actor = Modules.admitted(this, gate, file);
        Mocks mocks = mocking.mocks(this);
        int ended = ExitCode.OK;
        try (Host host = settings(actor).build()) {
            host.add(actor, host.defaults().withFiles(granted()));
            bind(host, new ManifestHost(gate, mocks::of), actor);
            options.startRecording(host);
            byte[] answer = host.call(actor.key(), operation, request);
            show(answer, tree(messages.flatMap(Operations.Messages::response), answer));
        } finally {
            watch.end();
            options.endRecording();
            ended = mocking.end(this);
        }
        return ended;
    }

    private GuestFiles granted() throws IOException {
        if (files == null) {
            return GuestFiles.none();
        }
        return files.equals("memory")
                ? GuestFiles.inMemory(FileQuota.defaults())
                : GuestFiles.directory(Path.of(files), GuestFiles.Access.READ_ONLY, FileQuota.defaults());
    }

    private HostBuilder settings(VerifiedActor actor) throws IOException {
        Denials denials = new Denials(surroundings.clock());
        HostBuilder settings = options.settings(this).observer(denials);
        watch.begin(this, settings, lines -> lines.forEach(this::complain));
        // After the message of what went wrong; an actor may also have gone on without what it was denied.
        atEnd.add(() -> denials.first().forEach(denial -> say(hint(actor, denial))));
        return settings;
    }

    private String hint(VerifiedActor actor, Denial denial) {
        String hint = "hint: " + OneLine.of(actor.name()) + " " + denial.text()
                + (denial.hint().isEmpty() ? "" : ": " + denial.hint());
        return denial.reason() == InvocationException.Reason.NOT_CLAIMED
                ? hint + "; or: wascc claims add " + shown(file) + " " + OneLine.of(denial.name())
                : hint;
    }

    private byte[] request(Optional<MessageShape> shape) throws IOException, CliException {
        if (json != null && input != null) {
            throw usage("give the request as --json or as --input, not both");
        }
        if (input != null) {
            return input.equals("-") ? surroundings.in().readAllBytes() : Files.readAllBytes(Path.of(input));
        }
        String text = "-".equals(json) ? new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8) : json;
        if (shape.isEmpty()) {
            return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            Object tree = text == null ? Map.of() : JsonTree.read(text);
            if (!(tree instanceof Map<?, ?> members)) {
                throw usage("--json is an object with the fields of a " + shape.get());
            }
            return MessageTree.parse(shape.get(), members).encode();
        } catch (IllegalArgumentException | DocumentException e) {
            throw usage("--json is no " + shape.get() + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void bind(Host host, ManifestHost starter, VerifiedActor actor) throws HostException, DocumentException {
        Set<String> known = new TreeSet<>();
        for (String capability : actor.capabilities()) {
            boolean bindable = !capability.equals("wascc:http_server") && !capability.equals("wascc:extras");
            boolean other = mocking.mocked(this, capability) || mocking.replay != null;
            if (bindable && (other || HostOptions.PROVIDERS.of(capability).isPresent())) {
                known.add(capability);
            }
        }
        real.requireKnown(this, known);
        mocking.requireKnown(this, known);
        for (String key : values.keySet()) {
            if (known.stream().noneMatch(capability -> key.startsWith(capability + ":"))) {
                throw usage("--bind " + key + " is for nothing that is bound here; these are: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        for (String capability : known) {
            Map<String, String> own = new LinkedHashMap<>(real.of(this, capability));
            values.forEach((key, value) -> {
                if (key.startsWith(capability + ":")) {
                    own.put(key.substring(capability.length() + 1), value);
                }
            });
            Binding binding = mocking.cast(this, Binding.of(actor.key().text(), capability, own));
            boolean standIn = mocking.mocks(this).standIn(binding);
            boolean embedded = HostOptions.PROVIDERS
                    .of(capability)
                    .filter(provider -> provider.suits(Map.of()))
                    .isPresent();
            if (own.isEmpty() && !embedded && !standIn) {
                say("warning: " + capability + " has no embedded default, and is not bound; choose one with --real "
                        + capability + "=URL");
                continue;
            }
            starter.bind(host, binding);
        }
    }

    /** The answer's fields, where it is the message that the operation has. */
    private static Optional<Map<String, Object>> tree(Optional<MessageShape> shape, byte[] answer) {
        if (shape.isPresent()) {
            try {
                return Optional.of(MessageTree.of(shape.get().decode(answer)));
            } catch (MessageFormatException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void show(byte[] answer, Optional<Map<String, Object>> tree) {
        String text = new String(answer, StandardCharsets.UTF_8);
        boolean printable = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), answer)
                && text.chars().noneMatch(c -> c < ' ' && c != '\n');
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("operation", operation);
            object.put("response", tree.orElse(null));
            object.put("text", tree.isEmpty() && printable ? text : null);
            object.put("base64", tree.isEmpty() && !printable ? base64(answer) : null);
            print(Json.write(object));
        } else {
            print(tree.map(Json::write).orElseGet(() -> printable ? text : base64(answer)));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
