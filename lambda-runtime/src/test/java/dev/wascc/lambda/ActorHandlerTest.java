package dev.wascc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.CheckpointException;
import org.crac.Resource;
import org.crac.RestoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The handler as a managed runtime has it. */
@Timeout(120)
class ActorHandlerTest {
    private static final String REQUEST =
            "{\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"/\"}},\"body\":\"BODY\",\"isBase64Encoded\":false}";

    @TempDir
    Path directory;

    private final Snapshots snapshots = new Snapshots();

    /** Hands on what a runtime is told of a checkpoint and a restore. */
    private static final class Snapshots extends org.crac.Context<Resource> {
        private final List<Resource> resources = new ArrayList<>();

        @Override
        public void register(Resource resource) {
            resources.add(resource);
        }

        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws CheckpointException {
            try {
                resources.get(0).beforeCheckpoint(this);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) throws RestoreException {
            try {
                resources.get(0).afterRestore(this);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private ActorHandler handler() throws Exception {
        TestFunction test = new TestFunction(directory);
        test.actor("probe", "awslambda:event", "wascc:http_server", "wascc:logging");
        test.write("trust: [" + TestFunction.ISSUER.publicKey().text() + "]\n");
        return new ActorHandler(new FunctionSettings(directory, Map.of(), Clock.systemUTC()), snapshots);
    }

    private static String answer(ActorHandler handler, String event, int millis) throws Exception {
        Context context = (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getName().equals("getRemainingTimeInMillis") ? millis : "id");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context);
        return out.toString(UTF_8);
    }

    @Test
    void a_restored_copy_starts_its_actors_anew() throws Exception {
        ActorHandler handler = handler();
        String count = REQUEST.replace("BODY", "\\u0002");
        assertThat(answer(handler, count, 30_000)).contains("\"body\":\"1\"");
        assertThat(answer(handler, count, 30_000)).contains("\"body\":\"2\"");
        snapshots.beforeCheckpoint(null);
        snapshots.afterRestore(null);
        assertThat(answer(handler, count, 30_000)).contains("\"body\":\"1\"");
    }

    @Test
    void what_fails_is_an_exception_that_lambda_reports_and_the_next_event_goes_well() throws Exception {
        ActorHandler handler = handler();
        assertThatThrownBy(() -> answer(handler, "{}" + TestFunction.TRAP, 30_000))
                .isInstanceOf(ActorHandler.InvocationError.class)
                .hasMessageContaining("failed to handle HandleEvent");
        assertThatThrownBy(() -> answer(handler, "{}" + TestFunction.LOOP, 500)).hasMessageContaining("time is over");
        assertThat(answer(handler, "{}", 30_000)).isEqualTo("{}");
    }
}
