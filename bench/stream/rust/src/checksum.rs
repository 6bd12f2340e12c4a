use std::fmt;

const PRIME: u32 = 0x2722_0a95;

/// The sum over the bits of all vectors that every peer computes: see checksum.js.
pub struct Checksum {
    low: u32,
    high: u32,
}

impl Default for Checksum {
    fn default() -> Self {
        Checksum { low: 0x0123_4567, high: 0x89ab_cdef }
    }
}

impl Checksum {
    pub fn add(&mut self, vector: &[f64]) {
        for value in vector {
            let bits = value.to_bits();
            self.low = (self.low.rotate_left(5) ^ bits as u32).wrapping_mul(PRIME);
            self.high = (self.high.rotate_left(5) ^ (bits >> 32) as u32).wrapping_mul(PRIME);
        }
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{:08x}{:08x}", self.high, self.low)
    }
}
