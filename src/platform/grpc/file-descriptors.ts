/** Splits a google.protobuf.FileDescriptorSet into its files, each left as it is. */
export function filesOf(set: Buffer): Buffer[] {
  const files: Buffer[] = [];
  // The set has one field: number 1, bytes with their length.
  for (let at = 0; at < set.length;) {
    at += 1;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = set[at++];
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    files.push(set.subarray(at, at + length));
    at += length;
  }
  return files;
}
