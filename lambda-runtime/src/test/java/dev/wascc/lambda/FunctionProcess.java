package dev.wascc.lambda;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process on the class path of this test, in an environment as Lambda has it, gone with the test. */
final class FunctionProcess implements AutoCloseable {
    private final Process process;

    private FunctionProcess(Process process) {
        this.process = process;
    }

    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return command;
    }

    static FunctionProcess start(List<String> command, Path directory, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("WASCC_"));
        builder.environment().put("LAMBDA_TASK_ROOT", directory.toString());
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "test");
        builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        builder.environment().put("AWS_REGION", "us-east-1");
        builder.environment().putAll(environment);
        File log = directory.resolve("process.log").toFile();
        return new FunctionProcess(
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start());
    }

    boolean alive() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
