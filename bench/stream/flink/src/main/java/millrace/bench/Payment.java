package millrace.bench;

/** What goes from operator to operator: a POJO that Flink has a serializer for. */
public class Payment {
  public String card;
  public String terminal;
  public long timeMs;
  public long cents;
  public double[] vector;
}
