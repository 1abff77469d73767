"use strict";
// Filters, scope, legend: the left rail and the bar above the drawing.
(function () {
  const KG = globalThis.KG;
  const { $, el } = KG;

  /** A list of boxes, one per value; those switched off are in the state. */
  const checks = (field, values, describe) => {
    const box = $(`f-${field}`).querySelector(".checks");
    const focused = document.activeElement?.dataset?.[field];
    const off = KG.state[field];
    const count = KG.result.facets[field];
    box.replaceChildren(...values.map((id) => {
      const name = `${field}-${id}`;
      const input = el("input", {
        type: "checkbox", id: name, [`data-${field}`]: id,
        onchange: () => KG.set({ [field]: KG.toggled(KG.state[field], id) }),
      });
      input.checked = !off.includes(id);
      const alone = values.length - off.filter((one) => values.includes(one)).length === 1 && input.checked;
      const { text, mark, title } = describe(id);
      return el("div", { class: `check${count.get(id) ? "" : " none"}` }, input,
        el("label", { for: name, title }, mark, el("span", { text })),
        values.length > 2 ? el("button", {
          type: "button", class: "only", text: KG.t(alone ? "all" : "only"), "data-only": id,
          "aria-label": alone ? KG.t("all") : KG.t("only_label", { x: text }),
          onclick: () => KG.set({ [field]: alone ? [] : values.filter((other) => other !== id) }),
        }) : null,
        el("span", { class: "n", text: KG.number(count.get(id) ?? 0) }));
    }));
    if (focused) [...box.querySelectorAll("input")].find((node) => node.dataset[field] === focused)?.focus();
  };

  const present = (field, key, order) => {
    const seen = new Set(KG.events.map((event) => event[key]));
    return order.filter((id) => seen.has(id));
  };
  const value = (id, text) => {
    if (document.activeElement !== $(id) || $(id).value !== text) $(id).value = text;
  };

  KG.renderFilters = () => {
    checks("sign", KG.SIGNS, (id) => ({ text: KG.t(id), mark: KG.stroke(id) }));
    checks("type", [...KG.types.keys()], (id) => {
      const kind = KG.types.get(id);
      return { text: KG.typeLabel(id), mark: KG.glyph(kind.sign), title: kind.about[KG.lang] || null };
    });
    checks("mod", present("mod", "mod", KG.MODALITIES), (id) => ({ text: KG.t(id) }));
    value("from", KG.state.from);
    value("to", KG.state.to);
    value("conf", String(Math.round(100 * KG.state.conf)));
    value("min", String(KG.state.min));
    $("conf-out").textContent = `${Math.round(100 * KG.state.conf)} %`;
    $("min-out").textContent = String(KG.state.min);
    $("reset").hidden = !KG.isFiltered();
    const text = $("text-filter");
    text.hidden = !KG.state.q;
    text.replaceChildren(...(KG.state.q ? [
      el("span", { class: "faint", text: KG.t("text_filter") }), el("q", { text: KG.state.q }),
      el("button", { type: "button", class: "link", text: "×", "aria-label": KG.t("remove"), onclick: () => KG.set({ q: "" }) }),
    ] : []));
  };

  const SHAPES = {
    dot: '<', square: "M3 3h8v8H3z", diamond: "M7 1.5 12.5 7 7 12.5 1.5 7z", triangle: "M7 2l6 10H1z",
    hexagon: "M4 2h6l3 5-3 5H4L1 7z", star: "M7 1l1.8 4 4.2.4-3.2 2.9 1 4.2L7 10.3 3.2 12.5l1-4.2L1 5.4 5.2 5z",
  };
  const shape = (name) => KG.svg("svg", { viewBox: "0 0 14 14", class: `shape ${name}`, "aria-hidden": "true" },
    name === "dot" ? KG.svg("circle", { cx: 7, cy: 7, r: 5 }) : KG.svg("path", { d: SHAPES[name] }));
  KG.renderLegend = () => {
    const item = (mark, text) => el("li", {}, mark, el("span", { text }));
    const shapes = new Map();
    for (const node of KG.data.nodes) {
      const kind = KG.actors.get(node.id).kind;
      if (!kind) continue;
      const kinds = shapes.get(node.shape) ?? shapes.set(node.shape, new Set()).get(node.shape);
      kinds.add(KG.t(`kind_${kind}`));
    }
    const widths = KG.svg("svg", { viewBox: "0 0 44 14", class: "stroke width", "aria-hidden": "true" },
      KG.svg("path", { d: "M2 6.4 42 3v8L2 7.6z", class: "head" }));
    $("legend").replaceChildren(
      ...KG.SIGNS.map((sign) => item(KG.stroke(sign), KG.t(sign))),
      item(KG.stroke("positive", true), KG.t("legend_both")),
      item(widths, KG.t("legend_width")),
      ...[...shapes].sort().map(([name, kinds]) => item(shape(name), [...kinds].sort().join(", "))));
  };

  // --- scope -----------------------------------------------------------------------------------
  const scopeMore = () => {
    const { scope, focus, goal, hops } = KG.state;
    const choice = (name, value, label) => {
      const select = KG.actorSelect(value || null, label, (id) => KG.set({ [name]: id }));
      select.dataset.scopeField = name;
      return select;
    };
    if (scope === "ego") {
      const steps = [1, 2, 3].map((n) => el("button", {
        type: "button", text: String(n), "aria-pressed": String(hops === n), "data-scope-field": `hops${n}`,
        "aria-label": `${KG.t("hops")} ${n}`, onclick: () => KG.set({ hops: n }),
      }));
      return [el("span", { text: KG.t("around") }), choice("focus", focus, KG.t("around")),
        el("span", { text: KG.t("hops") }),
        el("span", { class: "segments small", role: "group", "aria-label": KG.t("hops") }, steps)];
    }
    if (scope === "path") {
      return [el("span", { text: KG.t("path_from") }), choice("focus", focus, KG.t("path_from")),
        el("span", { text: KG.t("path_to") }), choice("goal", goal, KG.t("path_to"))];
    }
    return [];
  };
  const note = () => {
    const { scope, focus, goal, view } = KG.state;
    const shown = KG.result.edges.size;
    if (scope === "path" && focus && goal) {
      return KG.result.length < Infinity ? KG.t("note_path", { n: KG.result.length }) : KG.t("note_path_none");
    }
    if (view === "graph" && shown > 1500) return KG.t("note_dense", { n: KG.number(shown) });
    if (scope === "core") {
      return KG.t("note_core", { n: KG.number(shown), total: KG.number(shown + KG.result.beyond) });
    }
    return "";
  };
  KG.renderScope = () => {
    for (const button of $("scope").children) {
      button.setAttribute("aria-pressed", String(button.dataset.scope === KG.state.scope));
      button.hidden = button.dataset.scope === "core" && !KG.core;
    }
    const more = $("scope-more");
    const focused = document.activeElement?.dataset?.scopeField;
    more.replaceChildren(...scopeMore());
    if (focused) more.querySelector(`[data-scope-field="${focused}"]`)?.focus();
    const all = el("button", { type: "button", class: "link", text: KG.t("note_more"), onclick: () => KG.set({ scope: "all" }) });
    $("note").replaceChildren(note(), ...(KG.state.scope === "core" ? [" ", all] : []));
  };
  const setScope = (scope) => {
    const { sel, a, focus } = KG.state;
    const patch = { scope };
    if ((scope === "ego" || scope === "path") && !focus) {
      const size = (node) => node.size;
      const biggest = [...KG.data.nodes].sort((x, y) => size(y) - size(x))[0];
      patch.focus = sel === "actor" ? a : (biggest?.id ?? "");
    }
    KG.set(patch);
  };

  KG.startControls = () => {
    const on = (id, type, act) => $(id).addEventListener(type, act);
    for (const button of $("scope").children) button.addEventListener("click", () => setScope(button.dataset.scope));
    for (const button of $("views").children) button.addEventListener("click", () => KG.set({ view: button.dataset.view }));
    for (const button of $("export").querySelectorAll("button")) {
      button.addEventListener("click", () => {
        $("export").open = false;
        $("export").querySelector("summary").focus();
        KG.exports[button.dataset.export]();
      });
    }
    document.addEventListener("pointerdown", (event) => {
      if (!$("export").contains(event.target)) $("export").open = false;
    });
    const day = (name) => on(name, "change", () => {
      const text = $(name).value;
      if (!text || /^\d{4}-\d{2}-\d{2}$/.test(text)) KG.set({ [name]: text });
    });
    day("from");
    day("to");
    on("conf", "input", () => KG.set({ conf: Number($("conf").value) / 100 }));
    on("min", "input", () => KG.set({ min: Number($("min").value) }));
    on("reset", "click", KG.resetFilters);
    on("empty-reset", "click", KG.resetFilters);
    on("lang", "change", () => KG.set({ lang: $("lang").value }));
    on("theme", "click", () => KG.set({ theme: KG.dark() ? "light" : "dark" }));
    on("zoom-in", "click", () => KG.zoom(1.35));
    on("zoom-out", "click", () => KG.zoom(1 / 1.35));
    on("zoom-fit", "click", () => KG.fit(true));
    on("canvas", "keydown", KG.graphKey);
    on("skip", "click", (event) => (event.preventDefault(), $("main").focus()));
  };
})();
