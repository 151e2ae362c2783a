package dev.wascc.lambda;

import dev.wascc.lambda.log.JsonLogProvider;
import java.io.IOException;
import java.util.Map;

/** The custom runtime: what {@code bootstrap} starts. Serves events until Lambda ends it. */
public final class Bootstrap {
    private Bootstrap() {}

    /** Ends with 1 where the function does not start, or Lambda cannot be talked to any more. */
    public static void main(String[] arguments) throws InterruptedException {
        JsonLogProvider.use();
        System.exit(run(System.getenv()));
    }

    private static int run(Map<String, String> environment) throws InterruptedException {
        String address = environment.getOrDefault("AWS_LAMBDA_RUNTIME_API", "");
        if (address.isEmpty()) {
            System.err.println(
                    "AWS_LAMBDA_RUNTIME_API is not set: this is started by AWS Lambda, or by an emulator of it;"
                            + " wascc lambda local is one");
            return 1;
        }
        try (RuntimeApi api = RuntimeApi.of(address)) {
            return serve(api, environment);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int serve(RuntimeApi api, Map<String, String> environment) throws InterruptedException {
        try (ActorFunction function = ActorFunction.start(FunctionSettings.of(environment))) {
            return new RuntimeLoop(api, function::handle, Thread::sleep).run();
        } catch (FunctionException e) {
            return failed(api, e);
        } catch (RuntimeException | LinkageError e) {
            return failed(
                    api, new FunctionException(FunctionException.Reason.START_FAILED, "the runtime failed: " + e, e));
        }
    }

    private static int failed(RuntimeApi api, FunctionException e) {
        System.err.println(e.getMessage());
        try {
            api.startFailed(e);
        } catch (IOException told) {
            System.err.println("Lambda could not be told: " + told.getMessage());
        }
        return 1;
    }
}
