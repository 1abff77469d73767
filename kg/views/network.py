"""The pyvis network behind the page: pyvis's model and vis-network, our template and escaping.

pyvis's own page loads files from the network, runs markup found in titles and writes a folder into
the current directory; so template, escaping and writing are replaced here, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import ExportError
from kg.views.text import interface, script_json, strings_for

__all__ = ["ExplorerNetwork"]

#: The file of the pyvis wheel that draws; its licence header goes into the page with it.
VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"

#: Physics is off and every position is given: with pyvis's defaults a page of 1,000 edges moves for
#: a minute.
OPTIONS: Mapping[str, object] = {
    "physics": False,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": False, "selectable": False, "tooltipDelay": 3_600_000},
    "nodes": {"borderWidth": 2},
    "edges": {"arrowStrikethrough": False, "selfReference": {"size": 22}},
}

#: Order matters: each file may use what the ones before it put into ``KG``.
SCRIPTS = (
    "core.js",
    "state.js",
    "filter.js",
    "cards.js",
    "groups.js",
    "evidence.js",
    "graph.js",
    "timeline.js",
    "matrix.js",
    "table.js",
    "export.js",
    "search.js",
    "controls.js",
    "main.js",
)
STYLES = ("base.css", "panels.css", "views.css")


class ExplorerNetwork(Network):  # type: ignore[misc]
    """A pyvis network that renders to one self-contained page.

    Add actors and edges with pyvis's `add_node` and `add_edge`, give the rest of the page's data as
    `payload`, and call `generate_html`.
    """

    def __init__(self, payload: Mapping[str, Any], *, lang: str, title: str) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.payload = payload
        self.lang = lang
        self.title = title
        self.options = dict(OPTIONS)
        self.templateEnv = Environment(
            loader=FunctionLoader(lambda name: _own("templates", name)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:
        """Return the page; the parameters are pyvis's and change nothing."""
        scripts = [_vis_network(), *(_own("assets", script) for script in SCRIPTS)]
        style = "".join(_own("assets", file) for file in STYLES)
        data = {**self.payload, "nodes": self.nodes, "edges": self.edges, "options": self.options}
        template = self.templateEnv.get_template("explorer.html")
        html: str = template.render(
            lang=self.lang,
            title=self.title,
            t=strings_for(self.lang),
            languages={code: strings["name"] for code, strings in interface().items()},
            csp=_policy(scripts, style),
            scripts=[_raw(script) for script in scripts],
            style=Markup(style),
            data=Markup(script_json(data)),
        )
        return html

    def write_html(self, name: str, *args: object, **kwargs: object) -> None:
        """Refuse: pyvis would write in the locale's encoding and drop a folder beside the file."""
        raise ExportError("pyvis cannot write this page", where=name, hint="use write_explorer")

    show = save_graph = write_html


def _own(folder: str, name: str) -> str:
    """Return a file of this package as text, line ends as browsers normalise them."""
    file = resources.files("kg.views").joinpath(folder, name)
    return file.read_text("utf-8").replace("\r\n", "\n")


def _vis_network() -> str:
    """Return vis-network without the last line, which points to a source map it has not."""
    file = resources.files("pyvis").joinpath(VIS_NETWORK)
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise ExportError(
            "vis-network is missing", where=f"pyvis/{VIS_NETWORK}", hint="install pyvis 0.3.2"
        ) from error
    return text.replace("\r\n", "\n").partition("//# sourceMappingURL=")[0]


def _raw(script: str) -> Markup:
    """Return a script as it may stand in the page."""
    if "</script" in script.lower() or "<!--" in script:
        raise ExportError("a script of the page holds markup that would end it")
    return Markup(script)


def _policy(scripts: list[str], style: str) -> str:
    """Return a content security policy: these scripts and this style, and no connection at all."""
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
