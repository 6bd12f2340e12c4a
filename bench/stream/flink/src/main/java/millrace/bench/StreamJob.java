package millrace.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The same features as a DataStream job at parallelism 1 in a local cluster inside this JVM: state on the heap, no checkpoints, objects
 * reused. {@code FILE WARM} as every peer; what is timed is the job from its first event to its last vector, without the start of the cluster.
 */
public final class StreamJob {
  private StreamJob() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    int warm = Integer.parseInt(arguments[1]);
    if (warm > 0) {
      Path head = headOf(file, warm);
      try {
        run(head);
      } finally {
        Files.delete(head);
      }
    }
    run(file);
    System.out.println(Measured.report("Flink " + EnvironmentInformation.getVersion() + ", Java " + System.getProperty("java.version")));
    // The threads of the local cluster take their time to end; what was to be done is done.
    System.exit(0);
  }

  private static void run(Path file) throws Exception {
    Measured.reset();
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    flink.getConfig().enableObjectReuse();
    FileSource<String> lines =
        FileSource.forRecordStreamFormat(new TextLineInputFormat(), new org.apache.flink.core.fs.Path(file.toUri())).build();
    flink
        .fromSource(lines, WatermarkStrategy.noWatermarks(), "payments")
        .map(new ReadPayment())
        .keyBy(payment -> payment.card)
        .process(new Windows(0))
        .keyBy(payment -> payment.terminal)
        .process(new Windows(Series.FEATURES))
        .map(new SumUp())
        .sinkTo(new DiscardingSink<>());
    flink.execute("stream");
  }

  private static Path headOf(Path file, int lines) throws Exception {
    Path head = Files.createTempFile("millrace-bench-", ".ndjson");
    try (BufferedReader in = Files.newBufferedReader(file);
        BufferedWriter out = Files.newBufferedWriter(head)) {
      String line;
      for (int i = 0; i < lines && (line = in.readLine()) != null; i++) {
        out.write(line);
        out.newLine();
      }
    }
    return head;
  }
}
