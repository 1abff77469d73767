"use strict";
// Everybody by everybody: rows act, columns are acted upon. Readable where a drawing is not.
(function () {
  const KG = globalThis.KG;
  const { el } = KG;
  const MOST = 60;

  /** Claims by (row, column); what goes both ways stands in both cells. */
  const cells = () => {
    const found = new Map();
    const add = (a, b, index) => {
      const row = found.get(a) ?? found.set(a, new Map()).get(a);
      (row.get(b) ?? row.set(b, []).get(b)).push(index);
    };
    for (const index of KG.result.events) {
      const event = KG.events[index];
      add(event.s, event.t, index);
      if (event.both && event.s !== event.t) add(event.t, event.s, index);
    }
    return found;
  };

  /** Order in which camps come to stand together: the leading eigenvector of support less conflict. */
  const camps = (ids) => {
    const place = new Map(ids.map((id, i) => [id, i]));
    const links = [];
    for (const [id, kept] of KG.result.edges) {
      const edge = KG.edges.get(id);
      const [a, b] = [place.get(edge.from), place.get(edge.to)];
      const pull = { positive: 1, negative: -1, neutral: 0 }[edge.sign] * Math.sqrt(kept.length);
      if (a !== undefined && b !== undefined && a !== b) links.push([a, b, pull]);
    }
    let vector = ids.map((_, i) => 1 + (i % 7) / 10);
    const shift = Math.max(1, ...ids.map((_, i) =>
      links.reduce((sum, [a, b, pull]) => sum + (a === i || b === i ? Math.abs(pull) : 0), 0)));
    for (let round = 0; round < 120; round += 1) {
      const next = vector.map((value) => value * shift);
      for (const [a, b, pull] of links) {
        next[a] += pull * vector[b];
        next[b] += pull * vector[a];
      }
      const length = Math.hypot(...next) || 1;
      vector = next.map((value) => value / length);
    }
    return [...ids].sort((x, y) => vector[place.get(y)] - vector[place.get(x)] || (x < y ? -1 : 1));
  };

  const actorsByCount = () => {
    const count = new Map([...KG.result.actors].map((id) => [id, 0]));
    for (const index of KG.result.events) {
      const { s, t } = KG.events[index];
      for (const id of new Set([s, t])) count.set(id, count.get(id) + 1);
    }
    return [...count.keys()].sort((x, y) => count.get(y) - count.get(x) || (x < y ? -1 : 1));
  };
  const ordered = (ids) => {
    if (KG.state.order === "camps") return camps(ids);
    if (KG.state.order === "count") return ids;
    return [...ids].sort((x, y) => KG.label(x).localeCompare(KG.label(y), KG.lang));
  };

  const cell = (a, b, indices, most) => {
    if (!indices) return el("td", { class: a === b ? "self" : null });
    const sum = KG.tally(indices);
    const kinds = KG.SIGNS.filter((sign) => sum[sign]);
    const mixed = sum.positive && sum.negative;
    const strength = Math.min(3, Math.ceil((3 * Math.log1p(indices.length)) / Math.log1p(most)));
    const chosen = KG.state.sel === "pair" && KG.state.a === a && KG.state.b === b;
    const label = KG.t("cell", {
      s: KG.label(a), t: KG.label(b), pos: sum.positive, neg: sum.negative, neu: sum.neutral,
    });
    // Sign is written as well as coloured.
    const text = kinds.map((sign) => KG.GLYPHS[sign] + (sum[sign] > 1 || kinds.length === 1 ? sum[sign] : "")).join("");
    return el("td", {},
      el("button", {
        type: "button", class: `cell ${mixed ? "mixed" : `${kinds[0]} s${strength}`}`,
        "aria-label": label, title: label, "aria-pressed": String(chosen), "data-pair": `${a}>${b}`,
        onclick: () => KG.selectPair(a, b), text,
      }));
  };

  KG.renderMatrix = () => {
    const found = cells();
    const all = actorsByCount();
    const ids = ordered(all.slice(0, MOST));
    const most = Math.max(1, ...[...found.values()].flatMap((row) => [...row.values()].map((list) => list.length)));
    const head = el("tr", {}, el("td", { class: "corner" }),
      ids.map((id) => el("th", { scope: "col" }, el("span", { text: KG.label(id), title: KG.label(id) }))));
    const body = ids.map((a) => el("tr", {},
      el("th", { scope: "row" },
        el("button", { type: "button", class: "name", text: KG.label(a), onclick: () => KG.selectActor(a) })),
      ids.map((b) => cell(a, b, found.get(a)?.get(b), most))));
    const order = el("select", { id: "matrix-order", onchange: (event) => KG.set({ order: event.target.value }) },
      ["camps", "count", "name"].map((id) => el("option", { value: id, text: KG.t(`order_${id}`) })));
    order.value = KG.state.order;
    const box = KG.$("view-matrix");
    const focus = document.activeElement?.dataset?.pair ?? document.activeElement?.id;
    box.replaceChildren(
      el("div", { class: "view-head" },
        el("h2", { text: KG.t("matrix_caption") }),
        all.length > MOST ? el("p", { class: "faint", text: KG.t("matrix_cut", { n: MOST, total: all.length }) }) : null,
        el("span", { class: "push" }),
        el("label", { for: "matrix-order", text: KG.t("matrix_order") }), order),
      el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": KG.t("view_matrix") },
        el("table", { class: "matrix" }, el("caption", { class: "sr", text: KG.t("matrix_caption") }),
          el("thead", {}, head), el("tbody", {}, body))));
    if (focus) [...box.querySelectorAll("button, select")].find((node) => node.dataset.pair === focus || node.id === focus)?.focus();
  };
})();
