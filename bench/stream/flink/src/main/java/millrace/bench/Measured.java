package millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the job of this JVM came to. Its operators run in threads of their own, one after the other's beginning. */
final class Measured {
  private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static long startNs;
  private static long startCpuNs;
  private static double seconds;
  private static double cpuSeconds;
  private static long events;
  private static String checksum;

  private Measured() {}

  static synchronized void reset() {
    startNs = 0;
    checksum = null;
  }

  static synchronized void begin() {
    startNs = System.nanoTime();
    startCpuNs = SYSTEM.getProcessCpuTime();
  }

  static synchronized void end(long count, int high, int low) {
    seconds = (System.nanoTime() - startNs) / 1e9;
    cpuSeconds = (SYSTEM.getProcessCpuTime() - startCpuNs) / 1e9;
    events = count;
    checksum = String.format("%08x%08x", high, low);
  }

  static synchronized String report(String version) throws Exception {
    return String.format(
        java.util.Locale.ROOT,
        "{\"events\":%d,\"checksum\":\"%s\",\"seconds\":%.6f,\"cpuSeconds\":%.6f,\"peakBytes\":%d,\"version\":\"%s\"}",
        events, checksum, seconds, cpuSeconds, peakBytes(), version);
  }

  /** Largest resident memory so far; 0 where there is no /proc. */
  private static long peakBytes() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }
}
