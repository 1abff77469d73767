"""A reliability diagram as SVG: what was said beside what was right."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["diagram"]

SIZE, MARGIN, TOP = 300, 46, 14


def diagram(rows: Sequence[tuple[str, int, float, float]]) -> str:
    """Return an SVG of bands of confidence, each a dot as wide as the root of its relations.

    A row is the name of the band, its relations, mean confidence and share of right ones.

    >>> '<circle cx="256.0" cy="104.0" r="5.0">' in diagram([("0.6 to 0.8", 25, 0.7, 0.7)])
    True
    """
    marks = [_line((0, 0), (1, 1), 'stroke-dasharray="4 4"')]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        (x, y), (zero, floor) = _place(tick, tick), _place(0, 0)
        marks.append(f'<text x="{x:.0f}" y="{floor + 16:.0f}" text-anchor="middle">{tick:g}</text>')
        marks.append(f'<text x="{zero - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
    for band, count, said, right in rows:
        x, y = _place(said, right)
        title = f"<title>{band}: {count} relations, said {said:.2f}, right {right:.2f}</title>"
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{count**0.5:.1f}">{title}</circle>')
    middle = MARGIN + SIZE / 2
    width, height = SIZE + MARGIN + 20, SIZE + TOP + 46
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">'
        "<style>circle{fill:#2563eb;fill-opacity:.75}line{stroke:#888}text{fill:#666}</style>"
        + _line((0, 0), (1, 0))
        + _line((0, 0), (0, 1))
        + "".join(marks)
        + f'<text x="{middle:.0f}" y="{height - 8}" text-anchor="middle">confidence</text>'
        + f'<text transform="translate(12 {TOP + SIZE / 2:.0f}) rotate(-90)" '
        'text-anchor="middle">share right</text></svg>\n'
    )


def _place(x: float, y: float) -> tuple[float, float]:
    return MARGIN + SIZE * x, TOP + SIZE * (1 - y)


def _line(start: tuple[float, float], end: tuple[float, float], more: str = "") -> str:
    (x1, y1), (x2, y2) = _place(*start), _place(*end)
    return f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" {more}/>'
