"""The grey shield that holds the place of a school's crest in a template."""

import struct
import zlib

WIDTH, HEIGHT = 100, 120  # pixels; the box is 5 wide to 6 high
GREY = 0xB4
SAMPLES = 4  # each way, for a smooth edge


def _inside(x: float, y: float) -> bool:
    """Whether a point of the unit square (y down) lies in the shield: square shoulders, two arcs to a point."""
    across = abs(x - 0.5)
    if not 0.02 <= y <= 0.98 or across > 0.46:
        return False
    if y <= 0.45:
        return True
    # An arc centred level with the shoulders' end, on the far side, meets its mirror image at the point below.
    down = (y - 0.45) / 0.53
    reach = (across / 0.46 + 0.6) / 1.6
    return reach * reach + down * down * (1.0 - 0.36 / 2.56) <= 1.0


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def placeholder_png() -> bytes:
    """Grey with alpha. Stored, not compressed: compressors differ between machines and these bytes must not."""
    rows = bytearray()
    for row in range(HEIGHT):
        rows.append(0)  # no filter
        for column in range(WIDTH):
            hits = sum(
                _inside((column + (i + 0.5) / SAMPLES) / WIDTH, (row + (j + 0.5) / SAMPLES) / HEIGHT)
                for i in range(SAMPLES) for j in range(SAMPLES))
            rows += bytes((GREY, 255 * hits // (SAMPLES * SAMPLES)))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 4, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(rows), 0)) +
            _chunk(b"IEND", b""))
