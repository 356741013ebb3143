"""XML written as nested calls, so that a writer reads like the document it writes."""

from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def element(name: str, attributes: "dict | None" = None, *children: str) -> str:
    """Attributes whose value is None are left out; children are finished XML, empty ones fall away."""
    told = "".join(f" {key}={quoteattr(str(value))}" for key, value in (attributes or {}).items() if value is not None)
    inside = "".join(children)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def text(words: str) -> str:
    return escape(words)


def part(root: str) -> bytes:
    return (DECLARATION + root + "\n").encode("utf-8")
