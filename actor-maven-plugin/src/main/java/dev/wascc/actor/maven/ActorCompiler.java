package dev.wascc.actor.maven;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Compiles a main class, and what it reaches, to one module. */
final class ActorCompiler {
    /** What is wrong with the sources, one line a problem. */
    static final class CompilationException extends Exception {
        private static final long serialVersionUID = 1L;

        CompilationException(String message) {
            super(message);
        }
    }

    private static final int MEBIBYTE = 1 << 20;
    /** TeaVM grows its heap by doubling, and gives up on an object that is larger than that: one of a payload must fit. */
    private static final int MIN_HEAP_MEBIBYTES = 8;

    private final List<File> classPath;
    private final int maxHeapMebibytes;

    ActorCompiler(List<File> classPath, int maxHeapMebibytes) {
        this.classPath = List.copyOf(classPath);
        this.maxHeapMebibytes = maxHeapMebibytes;
    }

    void compile(String mainClass, Path target, Path work) throws CompilationException, IOException {
        Files.createDirectories(work);
        TeaVMTool tool = new TeaVMTool();
        tool.setTargetType(TeaVMTargetType.WEBASSEMBLY);
        tool.setMainClass(mainClass);
        tool.setTargetDirectory(work.toFile());
        tool.setTargetFileName("actor.wasm");
        tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        tool.setObfuscated(true);
        tool.setStrict(true);
        tool.setDebugInformationGenerated(false);
        tool.setMinHeapSize(MIN_HEAP_MEBIBYTES * MEBIBYTE);
        tool.setMaxHeapSize(maxHeapMebibytes * MEBIBYTE);
        tool.setLog(new EmptyTeaVMToolLog());
        try (URLClassLoader classes = new URLClassLoader(urls(), ActorCompiler.class.getClassLoader())) {
            tool.setClassLoader(classes);
            tool.generate();
        } catch (TeaVMToolException e) {
            throw new CompilationException("the compiler failed: " + e.getMessage());
        }
        List<String> problems = problems(tool);
        if (!problems.isEmpty()) {
            throw new CompilationException(String.join(System.lineSeparator(), problems));
        }
        Path built = work.resolve("actor.wasm");
        List<String> imports = ModuleImports.of(Files.readAllBytes(built));
        imports.removeIf(name -> name.startsWith("wapc."));
        if (!imports.isEmpty()) {
            throw new CompilationException("the module would import what no waPC host offers: "
                    + String.join(", ", imports) + "; the actor uses a part of Java that is not there in an actor");
        }
        Files.move(built, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private URL[] urls() {
        List<URL> urls = new ArrayList<>();
        for (File entry : classPath) {
            try {
                urls.add(entry.toURI().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("no class path entry: " + entry, e);
            }
        }
        return urls.toArray(new URL[0]);
    }

    private static List<String> problems(TeaVMTool tool) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : tool.getProblemProvider().getSevereProblems()) {
            DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
            problem.render(text);
            String where = "";
            if (problem.getLocation() != null) {
                where = problem.getLocation().getMethod() == null
                        ? ""
                        : problem.getLocation().getMethod().toString();
                if (problem.getLocation().getSourceLocation() != null) {
                    where = problem.getLocation().getSourceLocation().getFileName() + ":"
                            + problem.getLocation().getSourceLocation().getLine() + " (" + where + ")";
                }
            }
            lines.add(text.getText() + (where.isEmpty() ? "" : "  at " + where));
        }
        return lines;
    }
}
