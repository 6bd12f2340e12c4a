package millrace.bench;

import org.apache.flink.api.common.functions.RichMapFunction;

/** The sum over the bits of all vectors that every peer computes: see checksum.js. */
public class SumUp extends RichMapFunction<Payment, Payment> {
  private static final int PRIME = 0x27220a95;

  private int low = 0x01234567;
  private int high = 0x89abcdef;
  private long events;

  @Override
  public Payment map(Payment payment) {
    for (double value : payment.vector) {
      long bits = Double.doubleToRawLongBits(value);
      low = (Integer.rotateLeft(low, 5) ^ (int) bits) * PRIME;
      high = (Integer.rotateLeft(high, 5) ^ (int) (bits >>> 32)) * PRIME;
    }
    events++;
    return payment;
  }

  @Override
  public void close() {
    Measured.end(events, high, low);
  }
}
