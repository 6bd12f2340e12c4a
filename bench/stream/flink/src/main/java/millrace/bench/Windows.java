package millrace.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Adds each payment to the series of its key and writes the key's features into the vector from {@code offset}. */
public class Windows extends KeyedProcessFunction<String, Payment, Payment> {
  private final int offset;
  private transient ValueState<Series> state;

  public Windows(int offset) {
    this.offset = offset;
  }

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(new ValueStateDescriptor<>("series", Series.class));
  }

  @Override
  public void processElement(Payment payment, Context context, Collector<Payment> out) throws Exception {
    Series series = state.value();
    if (series == null) {
      series = new Series();
    }
    series.add(payment.timeMs, payment.cents, payment.vector, offset);
    state.update(series);
    out.collect(payment);
  }
}
