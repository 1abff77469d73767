"use strict";
// The right-hand panel: what stands behind the selection, or an overview when nothing is selected.
(function () {
  const KG = globalThis.KG;
  const el = KG.el;

  const edgeButton = (edge, indices, most) => {
    const share = Math.max(6, Math.round((100 * indices.length) / most));
    const label = `${KG.label(edge.from)} ${KG.arrow(edge)} ${KG.label(edge.to)}, ` +
      `${KG.t(edge.sign)}, ${KG.count("claim", indices.length)}`;
    return el("li", {},
      el("button", { type: "button", class: "row", "aria-label": label, onclick: () => KG.selectEdge(edge.id) },
        KG.glyph(edge.sign),
        el("span", { class: "row-name" }, KG.label(edge.from),
          el("span", { class: "faint", text: ` ${KG.arrow(edge)} ` }), KG.label(edge.to)),
        KG.svg("svg", { class: `share ${edge.sign}`, viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
          KG.svg("rect", { width: share, height: 4 })),
        el("span", { class: "row-count", text: KG.number(indices.length) })));
  };

  const spread = (indices) => {
    const n = KG.counted(indices);
    const dates = indices.map((index) => KG.events[index]).filter((event) => event.from);
    const bits = [n.events ? KG.count("event", n.events) : null, ...KG.countBits(n)].filter(Boolean);
    if (dates.length) {
      const first = KG.month(dates.reduce((low, e) => (e.from < low ? e.from : low), dates[0].from));
      const last = KG.month(dates.reduce((high, e) => (e.to > high ? e.to : high), dates[0].to));
      bits.push(first === last ? first : `${first} – ${last}`);
    }
    return el("p", { class: "spread" }, KG.dotted(bits));
  };

  const key = () =>
    el("p", { class: "key", "aria-hidden": "true" },
      el("span", { class: "m-source", text: KG.t("key_source") }),
      el("mark", { class: "m-trigger", text: KG.t("key_trigger") }),
      el("span", { class: "m-target", text: KG.t("key_target") }));

  const overview = () => {
    const { edges, actors, events } = KG.result;
    const top = [...edges].sort((x, y) => y[1].length - x[1].length).slice(0, 7);
    const most = top.length ? top[0][1].length : 1;
    const figure = (n, noun) => el("div", {}, el("dd", { text: KG.number(n) }), el("dt", { text: KG.t(noun) }));
    const latest = events.filter((index) => KG.events[index].from && KG.events[index].mod !== "negated");
    const n = KG.counted(events);
    return [
      el("header", { class: "panel-head" },
        el("h2", { text: KG.t("overview") }), el("p", { class: "hint", text: KG.t("overview_hint") })),
      el("dl", { class: "figures" },
        figure(actors.size, "actors"), figure(edges.size, "links"), figure(n.events, "events"),
        figure(events.length, "claims"),
        figure(new Set(events.map((index) => KG.events[index].doc)).size, "articles"), figure(n.printed.length, "outlets")),
      events.length ? KG.balance(KG.tally(events)) : null,
      top.length ? el("section", {}, el("h3", { text: KG.t("strongest") }),
        el("ul", { class: "rows" }, top.map(([id, indices]) => edgeButton(KG.edges.get(id), indices, most)))) : null,
      latest.length ? el("section", {}, el("h3", { text: KG.t("latest") }), KG.eventList(latest, true, 3)) : null,
    ];
  };

  const head = (title, ...more) =>
    el("header", { class: "panel-head" },
      el("button", { type: "button", class: "link back", onclick: KG.unselect }, "‹ ", KG.t("back")),
      el("h2", { id: "panel-title", tabindex: "-1" }, title), more);

  const linkTitle = (a, b, arrow, sign) => {
    const go = (id) => el("button", { type: "button", class: "name", text: KG.label(id), onclick: () => KG.reveal(id) });
    return [go(a), el("span", { class: `to ${sign}`, text: ` ${arrow} ` }), go(b)];
  };

  const edgePanel = () => {
    const edge = KG.edges.get(KG.state.a);
    const indices = KG.selectedEvents();
    const title = linkTitle(edge.from, edge.to, KG.arrow(edge), edge.sign);
    const sign = el("p", { class: `sign-line ${edge.sign}` }, KG.stroke(edge.sign, edge.both), KG.t(edge.sign));
    return [head(title, sign, spread(indices)), ...claims(indices, false)];
  };
  const pairPanel = () => {
    const indices = KG.selectedEvents();
    const title = linkTitle(KG.state.a, KG.state.b, "→", "");
    return [head(title, spread(indices), KG.balance(KG.tally(indices))), ...claims(indices, false)];
  };
  const claims = (indices, named) =>
    indices.length
      ? [key(), KG.eventList(indices, named)]
      : [el("p", { class: "missing", text: KG.t("hidden_by_filters") })];

  const pathChoice = (id) => {
    const select = KG.actorSelect("", KG.t("show_path"), (goal) =>
      KG.set({ scope: "path", focus: id, goal }), id);
    select.classList.add("as-button");
    return select;
  };
  const actorPanel = () => {
    const id = KG.state.a;
    const indices = KG.selectedEvents();
    const kind = KG.actors.get(id).kind;
    const mine = [...KG.result.edges]
      .filter(([edge]) => KG.edges.get(edge).from === id || KG.edges.get(edge).to === id)
      .sort((x, y) => y[1].length - x[1].length);
    const most = mine.length ? mine[0][1].length : 1;
    const rows = mine.slice(0, 8).map(([edge, kept]) => edgeButton(KG.edges.get(edge), kept, most));
    const more = el("details", { class: "rest" },
      el("summary", { text: KG.t("more", { n: KG.number(mine.length - 8) }) }),
      el("ul", { class: "rows" }, mine.slice(8, 80).map(([edge, kept]) => edgeButton(KG.edges.get(edge), kept, most))));
    return [
      head(KG.label(id), kind ? el("p", { class: "faint", text: KG.t(`kind_${kind}`) }) : null,
        indices.length ? spread(indices) : null,
        indices.length ? KG.balance(KG.tally(indices)) : null,
        el("div", { class: "actions" },
          el("button", { type: "button", class: "button", text: KG.t("show_ego"),
            onclick: () => KG.set({ scope: "ego", focus: id }) }),
          pathChoice(id))),
      mine.length ? el("section", {}, el("h3", { text: KG.t("links") }), el("ul", { class: "rows" }, rows), mine.length > 8 ? more : null) : null,
      el("section", {}, el("h3", { text: KG.t("evidence") }), claims(indices, true)),
    ];
  };

  /** A list of all actors to choose from; `without` is left out. */
  KG.actorSelect = (value, label, choose, without) => {
    const ids = [...KG.actors.keys()].filter((id) => id !== without);
    ids.sort((x, y) => KG.label(x).localeCompare(KG.label(y), KG.lang));
    const select = el("select", { "aria-label": label, onchange: (event) => event.target.value && choose(event.target.value) },
      el("option", { value: "", text: value === null ? KG.t("choose") : label }),
      ids.map((id) => el("option", { value: id, text: KG.label(id) })));
    select.value = value ?? "";
    return select;
  };

  KG.renderEvidence = (changed) => {
    const panel = KG.$("evidence");
    const inside = panel.contains(document.activeElement);
    const build = { edge: edgePanel, actor: actorPanel, pair: pairPanel }[KG.state.sel] ?? overview;
    panel.replaceChildren(...build().filter(Boolean));
    if (!changed || ["sel", "a", "b"].some((name) => changed.has(name))) panel.scrollTop = 0;
    // What had the focus is gone with the old content; a keyboard user goes on from the heading.
    if (inside) (panel.querySelector("#panel-title") ?? panel).focus({ preventScroll: true });
  };
})();
