"use strict";
// One state for all views, kept in the page's address so that a link shows what its sender saw.
(function () {
  const KG = globalThis.KG;
  const hasType = (id) => KG.types.has(id);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(KG.time(text));
  const list = (allowed) => ({
    read: (text) => text.split(",").filter(allowed),
    write: (value) => value.join(","),
  });
  const text = (allowed) => ({ read: (raw) => (allowed(raw) ? raw : null), write: (value) => value });
  const range = (low, high) => ({
    read: (raw) => {
      const n = Number(raw);
      return raw !== "" && n >= low && n <= high ? n : null;
    },
    write: String,
  });
  const among = (...values) => text((raw) => values.includes(raw));
  const actor = text((raw) => KG.actors.has(raw));

  // Each field: what it is at first, and how it is read from and written to the address. Signs,
  // types and modalities are listed when they are switched *off*.
  const FIELDS = {
    view: ["graph", among("graph", "matrix", "table")],
    lang: [KG.data.lang, text((raw) => Object.keys(KG.data.i18n).includes(raw))],
    theme: ["", among("light", "dark")],
    scope: [KG.core ? "core" : "all", among("core", "all", "ego", "path")],
    focus: ["", actor],
    goal: ["", actor],
    hops: [1, range(1, 3)],
    sel: ["", among("actor", "edge", "pair")],
    a: ["", text((raw) => KG.actors.has(raw) || KG.edges.has(raw))],
    b: ["", actor],
    q: ["", text((raw) => raw.length <= 200)],
    sign: [[], list((id) => KG.SIGNS.includes(id))],
    type: [[], list(hasType)],
    mod: [["negated"], list((id) => KG.MODALITIES.includes(id))],
    from: ["", text(isDay)],
    to: ["", text(isDay)],
    conf: [0, range(0, 1)],
    min: [1, range(1, 999)],
    order: ["camps", among("camps", "count", "name")],
    rows: ["claims", among("claims", "links")],
    sort: ["date", text((raw) => /^[a-z]{1,10}$/.test(raw))],
    dir: ["desc", among("asc", "desc")],
  };
  const FILTERS = ["q", "sign", "type", "mod", "from", "to", "conf", "min"];
  const initial = () =>
    Object.fromEntries(Object.entries(FIELDS).map(([name, [value]]) => [name, value]));
  const same = (x, y) => String(x) === String(y);

  KG.state = initial();
  const listeners = [];
  KG.onChange = (listener) => listeners.push(listener);

  /** Change the state, the address and whatever shows them. */
  KG.set = (patch) => {
    const changed = new Set(Object.keys(patch).filter((key) => !same(patch[key], KG.state[key])));
    if (!changed.size) return;
    Object.assign(KG.state, patch);
    writeAddress();
    for (const listener of listeners) listener(changed);
  };
  KG.resetFilters = () => {
    const first = initial();
    KG.set(Object.fromEntries(FILTERS.map((name) => [name, first[name]])));
  };
  KG.isFiltered = () => FILTERS.some((name) => !same(KG.state[name], FIELDS[name][0]));
  KG.toggled = (items, item) =>
    items.includes(item) ? items.filter((other) => other !== item) : [...items, item];

  const address = () => {
    const parts = new URLSearchParams();
    for (const [name, [first, field]] of Object.entries(FIELDS)) {
      if (!same(KG.state[name], first)) parts.set(name, field.write(KG.state[name]));
    }
    return parts.toString();
  };
  let written = "";
  function writeAddress() {
    written = address();
    try {
      const bare = location.href.split("#")[0];
      history.replaceState(null, "", written ? `#${written}` : bare);
    } catch {
      // In a notebook's frame there is no address to write to.
    }
  }
  const parse = (raw) => {
    const found = initial();
    for (const [name, value] of new URLSearchParams(raw)) {
      const field = Object.prototype.hasOwnProperty.call(FIELDS, name) ? FIELDS[name][1] : null;
      const read = field ? field.read(value) : null;
      if (read !== null) found[name] = read;
    }
    if (found.scope === "core" && !KG.core) found.scope = "all";
    if (found.sel && !(found.sel === "edge" ? KG.edges.has(found.a) : KG.actors.has(found.a))) {
      found.sel = "";
    }
    if (found.sel === "pair" && !found.b) found.sel = "";
    return found;
  };
  /** Take the state from the address; from the page's own start when the address says nothing. */
  KG.readAddress = () => {
    const hash = location.hash.slice(1);
    KG.state = parse(hash || new URLSearchParams(KG.data.start).toString());
  };
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== written) KG.set(parse(location.hash.slice(1)));
  });

  // --- selecting --------------------------------------------------------------------------------
  KG.selectEdge = (id) => KG.set({ sel: "edge", a: id, b: "" });
  KG.selectPair = (a, b) => KG.set({ sel: "pair", a, b });
  KG.selectActor = (id) => KG.set({ sel: "actor", a: id, b: "" });
  KG.unselect = () => KG.set({ sel: "", a: "", b: "" });
  /** Select an actor and make sure it can be seen. */
  KG.reveal = (id) => {
    const patch = { sel: "actor", a: id, b: "" };
    if (!KG.result.actors.has(id)) Object.assign(patch, { scope: "ego", focus: id });
    KG.set(patch);
  };
})();
