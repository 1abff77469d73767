"use strict";
// Claims or links as rows: the same content as the drawing, for readers of tables and screen readers.
(function () {
  const KG = globalThis.KG;
  const { el } = KG;
  const PAGE = 100;
  let shown = PAGE;

  const text = (value) => ({ value, compare: (x, y) => x.localeCompare(y, KG.lang) });
  const plain = (value) => ({ value, compare: (x, y) => (x < y ? -1 : x > y ? 1 : 0) });
  const CLAIMS = {
    date: [(i) => plain(KG.events[i].from), (i) => KG.when(KG.events[i])],
    source: [(i) => text(KG.label(KG.events[i].s)), (i) => KG.label(KG.events[i].s)],
    type: [(i) => text(KG.typeLabel(KG.events[i].type)), (i) => KG.chip(KG.events[i])],
    target: [(i) => text(KG.label(KG.events[i].t)), (i) => KG.label(KG.events[i].t)],
    text: [(i) => text(KG.sentence(KG.events[i])), (i) => el("span", { class: "clip", text: KG.sentence(KG.events[i]) })],
    outlet: [(i) => text(KG.data.docs[KG.events[i].doc].outlet), (i) => KG.data.docs[KG.events[i].doc].outlet],
    conf: [(i) => plain(KG.events[i].conf), (i) => `${Math.round(100 * KG.events[i].conf)} %`],
  };
  const days = ([, kept], which) => {
    const dates = kept.map((i) => KG.events[i][which]).filter(Boolean).sort();
    return dates.length ? dates[which === "from" ? 0 : dates.length - 1] : "";
  };
  const day = (iso) => (iso ? el("span", { class: "nowrap", text: KG.day(iso) }) : "");
  const typesOf = ([, kept]) => [...new Set(kept.map((i) => KG.typeLabel(KG.events[i].type)))].join(", ");
  const edgeOf = ([id]) => KG.edges.get(id);
  const LINKS = {
    source: [(link) => text(KG.label(edgeOf(link).from)), (link) => KG.label(edgeOf(link).from)],
    sign: [(link) => text(KG.t(edgeOf(link).sign)),
      (link) => el("span", { class: `sign-line ${edgeOf(link).sign}` },
        KG.stroke(edgeOf(link).sign, edgeOf(link).both), KG.hiddenText(KG.t(edgeOf(link).sign)))],
    target: [(link) => text(KG.label(edgeOf(link).to)), (link) => KG.label(edgeOf(link).to)],
    types: [(link) => text(typesOf(link)), typesOf],
    count: [([, kept]) => plain(kept.length), ([, kept]) => KG.number(kept.length)],
    first: [(link) => plain(days(link, "from")), (link) => day(days(link, "from"))],
    last: [(link) => plain(days(link, "to")), (link) => day(days(link, "to"))],
  };

  const sorted = (rows, columns) => {
    const { sort, dir } = KG.state;
    const fallback = columns === CLAIMS ? "date" : "count";
    const key = columns[sort] ? sort : fallback;
    const sense = dir === "asc" ? 1 : -1;
    const keyed = rows.map((row, i) => [columns[key][0](row), i, row]);
    keyed.sort((x, y) => sense * x[0].compare(x[0].value, y[0].value) || sense * (x[1] - y[1]));
    return { rows: keyed.map(([, , row]) => row), key };
  };
  const header = (columns, key) => Object.keys(columns).map((name) => {
    const on = name === key;
    const next = on && KG.state.dir === "desc" ? "asc" : "desc";
    return el("th", { scope: "col", class: `c-${name}`, "aria-sort": on ? (KG.state.dir === "asc" ? "ascending" : "descending") : null },
      el("button", { type: "button", "data-sort": name, onclick: () => KG.set({ sort: name, dir: next }) },
        KG.t(`col_${name}`), el("span", { class: "caret", "aria-hidden": "true", text: on ? (KG.state.dir === "asc" ? "▲" : "▼") : "" })));
  });

  const rowOf = (columns, row) => {
    const claim = columns === CLAIMS;
    const edge = claim ? KG.edgeOf[row] : edgeOf(row);
    const open = () => KG.selectEdge(edge.id);
    const chosen = KG.state.sel === "edge" && KG.state.a === edge.id;
    const names = `${KG.label(edge.from)} ${KG.arrow(edge)} ${KG.label(edge.to)}`;
    return el("tr", { class: chosen ? "chosen" : null, onclick: open },
      Object.entries(columns).map(([name, [, show]], at) => el("td", { class: `c-${name}` },
        at ? show(row) : el("button", {
          type: "button", class: "name", "aria-label": KG.t("open_claim", { x: names }), "data-row": claim ? row : edge.id,
          onclick: (event) => (event.stopPropagation(), open()),
        }, show(row)))));
  };

  KG.renderTable = (changed) => {
    if (changed && ![...changed].every((name) => ["sel", "a", "b"].includes(name))) shown = PAGE;
    const columns = KG.state.rows === "links" ? LINKS : CLAIMS;
    const all = columns === LINKS ? [...KG.result.edges] : [...KG.result.events];
    const { rows, key } = sorted(all, columns);
    const box = KG.$("view-table");
    const focused = document.activeElement?.dataset ?? {};
    const [kind, name] = Object.entries(focused).find(([kind]) => ["row", "sort", "rows"].includes(kind)) ?? [];
    const top = box.querySelector(".scroll")?.scrollTop ?? 0;
    const choice = ["claims", "links"].map((mode) => el("button", {
      type: "button", "data-rows": mode, "aria-pressed": String(KG.state.rows === mode), text: KG.t(`mode_${mode}`),
      onclick: () => KG.set({ rows: mode, sort: mode === "links" ? "count" : "date", dir: "desc" }),
    }));
    const scroll = el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": KG.t("view_table") },
      el("table", { class: "claims" }, el("caption", { class: "sr", text: KG.t("table_caption") }),
        el("thead", {}, el("tr", {}, header(columns, key))),
        el("tbody", {}, rows.slice(0, shown).map((row) => rowOf(columns, row)))),
      rows.length > shown ? el("button", {
        type: "button", class: "more", text: KG.t("more", { n: KG.number(rows.length - shown) }),
        onclick: () => ((shown += 5 * PAGE), KG.renderTable()),
      }) : null);
    box.replaceChildren(
      el("div", { class: "view-head" }, el("h2", { text: KG.t("table_caption") }), el("span", { class: "push" }),
        el("div", { class: "segments small", role: "group", "aria-label": KG.t("view_table") }, choice)),
      scroll);
    scroll.scrollTop = top;
    if (kind) [...box.querySelectorAll("button")].find((node) => node.dataset[kind] === name)?.focus({ preventScroll: true });
  };
})();
