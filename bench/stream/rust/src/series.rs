const DAY_MS: i64 = 86_400_000;
const WINDOWS_MS: [i64; 3] = [DAY_MS, 7 * DAY_MS, 30 * DAY_MS];
const KEPT_MS: i64 = 30 * DAY_MS + 600_000;
/// Count, sum and mean of each window.
pub const FEATURES: usize = 9;

/// The payments of one key by time, with running totals: a window is the difference of two of them.
#[derive(Default)]
pub struct Series {
    /// Time, and cents up to and with each row.
    rows: Vec<(i64, i64)>,
    /// Cents of the rows that are gone.
    gone: i64,
    lows: [usize; 3],
}

impl Series {
    pub fn add(&mut self, time_ms: i64, cents: i64, into: &mut [f64]) {
        if self.rows.len() == self.rows.capacity() {
            self.let_go(time_ms - KEPT_MS);
        }
        let mut row = self.rows.len();
        self.rows.push((time_ms, 0));
        while row > 0 && self.rows[row - 1].0 > time_ms {
            let (later, total) = self.rows[row - 1];
            self.rows[row] = (later, total + cents);
            row -= 1;
        }
        let total = self.total_before(row) + cents;
        self.rows[row] = (time_ms, total);
        let newest = row + 1 == self.rows.len();
        for (window, span) in WINDOWS_MS.iter().enumerate() {
            let oldest = time_ms - span;
            let mut low = self.lows[window];
            // An event out of order looks back from where the window stands, which it does not move.
            while low > 0 && self.rows[low - 1].0 > oldest {
                low -= 1;
            }
            while self.rows[low].0 <= oldest {
                low += 1;
            }
            if newest {
                self.lows[window] = low;
            }
            let count = (row + 1 - low) as f64;
            let sum = (total - self.total_before(low)) as f64;
            into[window * 3] = count;
            into[window * 3 + 1] = sum / 100.0;
            into[window * 3 + 2] = sum / (count * 100.0);
        }
    }

    fn total_before(&self, row: usize) -> i64 {
        if row > 0 {
            self.rows[row - 1].1
        } else {
            self.gone
        }
    }

    fn let_go(&mut self, bound_ms: i64) {
        let first = self.rows.partition_point(|(time, _)| *time <= bound_ms);
        if first * 2 <= self.rows.len() {
            return;
        }
        self.gone = self.total_before(first);
        self.rows.drain(..first);
        for low in &mut self.lows {
            *low = low.saturating_sub(first);
        }
    }
}
