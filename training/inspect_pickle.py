"""What a pickle or joblib file says of itself, without loading it (that would run code from it). Needs the standard library alone.

    python inspect_pickle.py FILE      prints {"versions": [...], "foreign": [...], "own": [...]} or {"broken": "why"}
"""

import bz2
import gzip
import json
import lzma
import re
import sys
import zlib

PART = 8 * 1024 * 1024
OVERLAP = 4096
LARGEST = 8 * 1024**3

# A name as pickle writes it: its length before it (protocol 4 and later), or a line of its own.
TEXT = rb"(?:\x8c.|X.{4}|c)"
AFTER = rb"(?:\x94|q.|r.{4})?"
VERSION = re.compile(rb"_sklearn_version" + AFTER + TEXT + rb"(\d+\.\d+(?:\.\w+)*)", re.DOTALL)
FOREIGN = re.compile(TEXT + rb"((?:xgboost|lightgbm|catboost|keras|tensorflow|torch|skorch|statsmodels|h2o|pyspark)\b)[.\w]*", re.DOTALL)
OWN = re.compile(TEXT + rb"__main__(?:" + AFTER + TEXT + rb"|\n)([A-Za-z_]\w*)", re.DOTALL)


def opened(path: str):
    file = open(path, "rb")
    head = file.read(6)
    file.seek(0)
    if head[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=file)
    if head[:3] == b"BZh":
        return bz2.BZ2File(file)
    if head[:6] == b"\xfd7zXZ\x00" or head[:3] == b"\x5d\x00\x00":
        return lzma.LZMAFile(file)
    if head[:1] == b"\x78":
        return Inflated(file)
    if head[:4] == b"\x04\x22\x4d\x18":
        raise ValueError("it is packed with lz4: save it with joblib.dump(model, FILE) instead")
    return file


class Inflated:
    """zlib as joblib writes it, with nothing around."""

    def __init__(self, file):
        self.file, self.inflate = file, zlib.decompressobj()

    def read(self, size: int) -> bytes:
        while not self.inflate.eof:
            packed = self.inflate.unconsumed_tail or self.file.read(size)
            if not packed:
                raise EOFError("it ends in the middle")
            part = self.inflate.decompress(packed, size)
            if part:
                return part
        return b""


def inspect(path: str) -> dict:
    found = {"versions": set(), "foreign": set(), "own": set()}
    file, kept, total, first, last = opened(path), b"", 0, b"", b""
    while part := file.read(PART):
        total += len(part)
        if total > LARGEST:
            raise ValueError("it has more than 8 GiB when it is unpacked")
        first, last = first or part[:2], part[-1:]
        text = kept + part
        for key, pattern in (("versions", VERSION), ("foreign", FOREIGN), ("own", OWN)):
            found[key].update(match.decode("utf-8", "replace") for match in pattern.findall(text))
        kept = text[-OVERLAP:]
    if total == 0:
        raise ValueError("it is empty")
    if first[:1] != b"\x80" and not re.match(rb"[(\]}c]", first):
        raise ValueError("it is neither a pickle nor a joblib file")
    if last != b".":
        raise EOFError("it ends in the middle")
    return {key: sorted(values) for key, values in found.items()}


if __name__ == "__main__":
    try:
        print(json.dumps(inspect(sys.argv[1])))
    except (ValueError, OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        print(json.dumps({"broken": str(error) or type(error).__name__}))
