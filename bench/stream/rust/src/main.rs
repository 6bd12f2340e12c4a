//! The same features in Rust: serde_json and one thread, no check of a schema, no id, no trace. `FILE WARM` as every peer.
#![forbid(unsafe_code)]

mod checksum;
mod process;
mod series;
mod time;

use checksum::Checksum;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use series::{Series, FEATURES};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::time::Instant;

const BUFFER_BYTES: usize = 256 * 1024;

#[derive(Deserialize)]
struct Payment<'a> {
    #[serde(borrow)]
    occurred_at: &'a str,
    #[serde(borrow)]
    card: &'a str,
    #[serde(borrow)]
    terminal: &'a str,
    amount: f64,
}

type AllSeries = FxHashMap<Box<str>, Series>;

/// Adds a payment to the series of a key, which is copied only when it is new.
fn add(all: &mut AllSeries, key: &str, time_ms: i64, cents: i64, into: &mut [f64]) {
    if let Some(series) = all.get_mut(key) {
        return series.add(time_ms, cents, into);
    }
    all.entry(key.into()).or_default().add(time_ms, cents, into);
}

/// One pass over at most `limit` events of the file: how many there were and the checksum of their vectors.
fn pass(file: &str, limit: u64) -> io::Result<(u64, String)> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, File::open(file)?);
    let mut cards = AllSeries::default();
    let mut terminals = AllSeries::default();
    let mut checksum = Checksum::default();
    let mut vector = [0.0; FEATURES * 2];
    let mut line = Vec::new();
    let mut events = 0;
    while events < limit {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let payment: Payment = serde_json::from_slice(&line)?;
        let time_ms = time::parse_ms(payment.occurred_at).ok_or_else(|| io::Error::other("no time"))?;
        let cents = (payment.amount * 100.0).round() as i64;
        add(&mut cards, payment.card, time_ms, cents, &mut vector[..FEATURES]);
        add(&mut terminals, payment.terminal, time_ms, cents, &mut vector[FEATURES..]);
        checksum.add(&vector);
        events += 1;
    }
    Ok((events, checksum.to_string()))
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_default();
    let warm = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(0);
    if warm > 0 {
        pass(&file, warm)?;
    }
    let cpu = process::cpu_seconds();
    let start = Instant::now();
    let (events, checksum) = pass(&file, u64::MAX)?;
    let seconds = start.elapsed().as_secs_f64();
    let report = serde_json::json!({
        "events": events,
        "checksum": checksum,
        "seconds": seconds,
        "cpuSeconds": process::cpu_seconds() - cpu,
        "peakBytes": process::peak_bytes(),
        "version": format!("serde_json 1, {}", std::env::var("TOOL").unwrap_or_default()),
    });
    println!("{report}");
    Ok(())
}
