"""The IDX format of the original MNIST files: a short header, then the numbers.

====== ========================================================
bytes  meaning
====== ========================================================
2      zero
1      type of the numbers; 8 is unsigned bytes
1      number of dimensions, d
4·d    the dimensions, each a big-endian unsigned integer
rest   the numbers, last dimension fastest
====== ========================================================

Source: LeCun, Cortes and Burges, the MNIST database of handwritten digits, "File formats".
"""

import gzip
import struct
import zlib
from pathlib import Path

import numpy as np

UNSIGNED_BYTE = 8


def read_idx(path: Path) -> np.ndarray:
    """Read a file of unsigned bytes in the IDX format.

    Args:
        path: The file; its content, not its name, tells whether it is gzipped.

    Returns:
        uint8 array of the shape that the header states.

    Raises:
        ValueError: If the file is damaged, is not IDX, or holds other numbers than unsigned bytes.
    """
    content = _uncompressed(path)
    if len(content) < 4 or content[:2] != b"\0\0":
        raise ValueError(f"{path}: expected an IDX file, which starts with two zero bytes, got {content[:4]!r}")
    kind, dimensions = content[2], content[3]
    if kind != UNSIGNED_BYTE:
        raise ValueError(f"{path}: expected an IDX file of unsigned bytes (type 8), got type {kind}")
    start = 4 + 4 * dimensions
    if dimensions == 0 or len(content) < start:
        raise ValueError(
            f"{path}: expected an IDX header with the size of each dimension, at least one, got {dimensions} "
            f"dimensions in a file of {len(content)} bytes; copy it again"
        )
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    values = np.frombuffer(content, np.uint8, offset=start)
    if values.size != np.prod(shape, dtype=object):
        raise ValueError(f"{path}: expected values of the shape {shape}, got {values.size:,} values; copy it again")
    return values.reshape(shape)


def _uncompressed(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, zlib.error) as error:
        raise ValueError(
            f"{path}: expected a whole gzip file, got one that is damaged or cut off ({error}); copy it again"
        ) from error
