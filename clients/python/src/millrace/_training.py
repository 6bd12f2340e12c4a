from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from ._errors import MillraceError
from ._lines import rfc3339
from ._transport import Transport

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

#: A replay may be long before its first rows come.
_SILENCE_S = 600.0
_SUMMARY = b"millrace.summary"


def download(transport: Transport, pipeline: str, start: dt.datetime | str | None, end: dt.datetime | str | None, format: str, into: IO[bytes]) -> None:
    params = {"format": format}
    if start is not None:
        params["from"] = rfc3339(start)
    if end is not None:
        params["to"] = rfc3339(end)
    path = f"/v1/pipelines/{quote(pipeline, safe='')}/training-set"
    with transport.stream("GET", path, params=params, timeout_s=_SILENCE_S) as response:
        for chunk in response.iter_bytes():
            into.write(chunk)


def save(transport: Transport, pipeline: str, start: dt.datetime | str | None, end: dt.datetime | str | None, file: str | os.PathLike[str]) -> None:
    """The file has its name only once it is whole."""
    path = Path(file)
    format = path.suffix.removeprefix(".").lower()
    if format not in ("parquet", "ndjson"):
        raise ValueError(f"{path.name} must end in .parquet or .ndjson")
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as into:
            download(transport, pipeline, start, end, format, into)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def frame(transport: Transport, pipeline: str, start: dt.datetime | str | None, end: dt.datetime | str | None, warming: bool) -> pd.DataFrame:
    try:
        import pyarrow.parquet as pq
    except ImportError as cause:
        raise MillraceError("no_pandas", "a training set is a pandas DataFrame", "pip install 'millrace[pandas]'") from cause
    with tempfile.TemporaryFile() as file:
        download(transport, pipeline, start, end, "parquet", file)
        file.seek(0)
        table = pq.read_table(file)
    rows: pd.DataFrame = table.to_pandas()
    rows.attrs["summary"] = json.loads((table.schema.metadata or {}).get(_SUMMARY, b"{}"))
    return rows if warming else rows[~rows["warming"]].reset_index(drop=True)
