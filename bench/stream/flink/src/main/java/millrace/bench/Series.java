package millrace.bench;

import java.util.Arrays;

/** The payments of one key by time, with running totals: a window is the difference of two of them. */
public class Series {
  private static final long DAY_MS = 86_400_000L;
  private static final long[] WINDOWS_MS = {DAY_MS, 7 * DAY_MS, 30 * DAY_MS};
  private static final long KEPT_MS = 30 * DAY_MS + 600_000L;

  /** Count, sum and mean of each window. */
  public static final int FEATURES = 9;

  private long[] times = new long[8];
  /** Cents up to and with each row. */
  private long[] totals = new long[8];
  private int length;
  /** Cents of the rows that are gone. */
  private long gone;
  private final int[] lows = new int[WINDOWS_MS.length];

  public void add(long timeMs, long cents, double[] into, int at) {
    if (length == times.length) {
      makeRoom(timeMs - KEPT_MS);
    }
    int row = length++;
    for (; row > 0 && times[row - 1] > timeMs; row--) {
      times[row] = times[row - 1];
      totals[row] = totals[row - 1] + cents;
    }
    times[row] = timeMs;
    totals[row] = totalBefore(row) + cents;
    boolean newest = row == length - 1;
    for (int window = 0; window < WINDOWS_MS.length; window++) {
      long oldest = timeMs - WINDOWS_MS[window];
      int low = lows[window];
      // An event out of order looks back from where the window stands, which it does not move.
      while (low > 0 && times[low - 1] > oldest) {
        low--;
      }
      while (times[low] <= oldest) {
        low++;
      }
      if (newest) {
        lows[window] = low;
      }
      double count = row + 1 - low;
      double sum = totals[row] - totalBefore(low);
      into[at++] = count;
      into[at++] = sum / 100;
      into[at++] = sum / (count * 100);
    }
  }

  private long totalBefore(int row) {
    return row > 0 ? totals[row - 1] : gone;
  }

  private void makeRoom(long boundMs) {
    int first = 0;
    while (first < length && times[first] <= boundMs) {
      first++;
    }
    gone = totalBefore(first);
    int size = first * 2 > length ? times.length : times.length * 2;
    times = Arrays.copyOfRange(times, first, first + size);
    totals = Arrays.copyOfRange(totals, first, first + size);
    length -= first;
    for (int window = 0; window < lows.length; window++) {
      lows[window] = Math.max(0, lows[window] - first);
    }
  }
}
