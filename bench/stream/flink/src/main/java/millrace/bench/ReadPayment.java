package millrace.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** JSON to payments, by data binding. */
public class ReadPayment extends RichMapFunction<String, Payment> {
  @JsonIgnoreProperties(ignoreUnknown = true)
  static class Line {
    @JsonProperty("occurred_at")
    public String occurredAt;

    public String card;
    public String terminal;
    public double amount;
  }

  private transient ObjectReader reader;
  private transient boolean begun;

  @Override
  public void open(OpenContext context) {
    reader = new ObjectMapper().readerFor(Line.class);
  }

  @Override
  public Payment map(String text) throws Exception {
    if (!begun) {
      begun = true;
      Measured.begin();
    }
    Line line = reader.readValue(text);
    Payment payment = new Payment();
    payment.card = line.card;
    payment.terminal = line.terminal;
    payment.timeMs = Instant.parse(line.occurredAt).toEpochMilli();
    payment.cents = Math.round(line.amount * 100);
    payment.vector = new double[Series.FEATURES * 2];
    return payment;
  }
}
