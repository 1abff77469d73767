"""Which encoding bytes are in. The rule, in this order:

1. a byte order mark says UTF-8, UTF-16 or UTF-32;
2. zero bytes at every other place are UTF-16 without a mark; other zero bytes are binary data;
3. what decodes as UTF-8 is UTF-8;
4. the rest is Windows-1252 (which contains what Latin-1 uses), provided that no undefined byte and
   no control character occurs and that less than a third of the bytes lies outside ASCII; a text
   in another old encoding (Cyrillic, Chinese …) fails here instead of becoming nonsense.
"""

from __future__ import annotations

import codecs

from kg.errors import InputError

__all__ = ["FALLBACK", "decode", "detect"]

FALLBACK = "cp1252"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_HINT = "save it as UTF-8 text"


def _binary(where: str) -> InputError:
    return InputError("binary data, not text", where=where, hint="pass .txt, .md or .jsonl files")


def detect(head: bytes, where: str) -> str:
    """Return the codec of a file that begins with `head`; `where` is for messages.

    Raises InputError for binary data and for encodings that the rule does not know.

    >>> detect("Pékin".encode("utf-16"), "a.txt"), detect("Pékin".encode("latin-1"), "a.txt")
    ('utf-16', 'cp1252')
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if b"\x00" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = len(head) // 2
        if half and odd > 0.4 * half and even < 0.05 * half:
            return "utf-16-le"
        if half and even > 0.4 * half and odd < 0.05 * half:
            return "utf-16-be"
        raise _binary(where)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a cut character at the end is fine
        return "utf-8"
    except UnicodeDecodeError:
        return _windows(head, where)


def _windows(head: bytes, where: str) -> str:
    control = sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in head)
    if control:
        raise _binary(where)
    high = sum(byte >= 0x80 for byte in head)
    undefined = any(byte in head for byte in b"\x81\x8d\x8f\x90\x9d")
    if undefined or high * 3 > len(head):
        raise InputError("unknown encoding, neither Unicode nor Latin-1", where=where, hint=_HINT)
    return FALLBACK


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Return the text of `data`, its line ends made ``\\n``, and the codec that was found.

    Raises InputError as `detect` does, and for bytes that break the encoding further on.

    >>> decode("Pékin\\r\\n".encode("cp1252"), "a.txt")
    ('Pékin\\n', 'cp1252')
    """
    codec = detect(data[:_SAMPLE], where)
    if codec == "utf-8" and len(data) > _SAMPLE:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            codec = _windows(data, where)
            text = data.decode(codec)
    else:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise InputError(
                f"broken {codec} at byte {error.start}", where=where, hint=_HINT
            ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n"), codec
