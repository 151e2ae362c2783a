import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times whole processes against each other, in turn (A B C A B C …), so that a machine that drifts drifts for all of
 * them: {@code java benchmarks/Processes.java RUNS 'COMMAND A' 'COMMAND B' …}. Prints wall milliseconds as minimum,
 * median and maximum, and the ratio of the medians to the first command's. Each command is one string, split at blanks
 * and started without a shell; one uncounted run of each comes first.
 */
final class Processes {
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: java Processes.java RUNS 'COMMAND A' ['COMMAND B' …]");
            System.exit(2);
        }
        int runs = Integer.parseInt(args[0]);
        String[] commands = Arrays.copyOfRange(args, 1, args.length);
        double[][] millis = new double[commands.length][runs];
        for (int run = -1; run < runs; run++) {
            for (int c = 0; c < commands.length; c++) {
                double spent = time(commands[c]);
                if (run >= 0) {
                    millis[c][run] = spent;
                }
            }
        }
        double first = 0;
        System.out.printf("%8s %8s %8s %7s  %s%n", "min", "median", "max", "ratio", "command");
        for (int c = 0; c < commands.length; c++) {
            Arrays.sort(millis[c]);
            double median = millis[c][runs / 2];
            first = c == 0 ? median : first;
            System.out.printf(
                    Locale.ROOT, "%8.0f %8.0f %8.0f %7.2f  %s%n",
                    millis[c][0], median, millis[c][runs - 1], median / first, commands[c]);
        }
    }

    private static double time(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.trim().split(" +")));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int exit = process.waitFor();
        double spent = (System.nanoTime() - start) / 1e6;
        if (exit != 0) {
            throw new IllegalStateException("exit code " + exit + ": " + command);
        }
        return spent;
    }
}
