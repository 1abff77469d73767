"use strict";
// Finds actors by any of their names, whatever accents are typed, and sentences by their words.
(function () {
  const KG = globalThis.KG;
  const { $, el } = KG;
  const MOST = 8;
  let options = [], active = -1;
  const names = new Map();

  const namesOf = (id) => {
    if (!names.has(id)) {
      const record = KG.actors.get(id);
      const all = [...Object.values(record.label), ...record.aliases];
      names.set(id, [...new Set(all)].map((name) => [KG.fold(name), name]));
    }
    return names.get(id);
  };
  /** How well an actor matches: 0 whole name, 1 beginning, 2 beginning of a word, 3 anywhere. */
  const match = (id, query) => {
    let best = null;
    for (const [name, shown] of namesOf(id)) {
      const at = name.indexOf(query);
      if (at < 0) continue;
      const grade = name === query ? 0 : at === 0 ? 1 : /[\s'-]/.test(name[at - 1]) ? 2 : 3;
      if (!best || grade < best.grade) best = { id, grade, shown };
    }
    return best;
  };
  const find = (raw) => {
    const query = KG.fold(raw);
    if (!query) return [];
    const weight = new Map(KG.data.nodes.map((node) => [node.id, node.size]));
    const hits = [...KG.actors.keys()].map((id) => match(id, query)).filter(Boolean)
      .sort((x, y) => x.grade - y.grade || weight.get(y.id) - weight.get(x.id)).slice(0, MOST);
    const found = hits.map((hit) => ({ ...hit, run: () => KG.reveal(hit.id) }));
    if (query.length > 1 && KG.events.some((event, index) => KG.foldedSentence(index).includes(query))) {
      found.push({ text: raw.trim(), run: () => KG.set({ q: raw.trim() }) });
    }
    return found;
  };

  const show = (raw) => {
    options = find(raw);
    active = options.length ? 0 : -1;
    const items = options.map((option, i) => {
      const alias = option.shown && KG.fold(option.shown) !== KG.fold(KG.label(option.id)) ? option.shown : "";
      return el("li", {
        role: "option", id: `hit-${i}`, "aria-selected": String(i === active),
        onpointerdown: (event) => (event.preventDefault(), choose(i)),
      }, option.id !== undefined
        ? [el("span", { text: KG.label(option.id) }), alias ? el("span", { class: "faint", text: alias }) : null]
        : el("span", { class: "in-text", text: KG.t("search_text", { q: option.text }) }));
    });
    const empty = raw.trim() && !items.length ? [el("li", { class: "faint", role: "option", "aria-disabled": "true", text: KG.t("search_none") })] : [];
    $("search-list").replaceChildren(...items, ...empty);
    open(Boolean(items.length || empty.length));
    point();
  };
  const open = (yes) => {
    $("search-list").hidden = !yes;
    $("search").setAttribute("aria-expanded", String(yes));
    if (!yes) $("search").removeAttribute("aria-activedescendant");
  };
  const point = () => {
    [...$("search-list").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    if (active >= 0) $("search").setAttribute("aria-activedescendant", `hit-${active}`);
  };
  const choose = (i) => {
    const option = options[i];
    if (!option) return;
    $("search").value = "";
    open(false);
    option.run();
  };

  KG.startSearch = () => {
    const box = $("search");
    box.addEventListener("input", () => show(box.value));
    box.addEventListener("focus", () => box.value && show(box.value));
    box.addEventListener("blur", () => open(false));
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (options.length) active = (active + step + options.length) % options.length;
        point();
      } else if (event.key === "Enter") choose(active);
      else if (event.key === "Escape") {
        if ($("search-list").hidden) box.blur();
        box.value = "";
        open(false);
        event.stopPropagation();
      } else return;
      event.preventDefault();
    });
  };
})();
