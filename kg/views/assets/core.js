"use strict";
// What every other file uses: the page's data, words, dates, and elements made without markup.
(function () {
  const KG = (globalThis.KG = {});
  const data = JSON.parse(document.getElementById("kg-data").textContent);
  KG.data = data;
  KG.$ = (id) => document.getElementById(id);

  KG.SIGNS = ["positive", "negative", "neutral"];
  KG.GLYPHS = { positive: "+", negative: "−", neutral: "○" };
  KG.MODALITIES = ["asserted", "planned", "conditional", "reported", "negated"];

  // Maps, not objects: an id such as "__proto__" is an id like any other.
  KG.actors = new Map(Object.entries(data.actors));
  KG.people = new Map(Object.entries(data.people));
  KG.types = new Map(Object.entries(data.types));
  KG.events = data.events;
  KG.edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  KG.core = data.backbone ? new Set(data.backbone.edges) : null;
  KG.coreAt = new Map(data.backbone ? Object.entries(data.backbone.at) : []);
  KG.edgeOf = new Array(data.events.length);
  for (const edge of data.edges) for (const index of edge.ev) KG.edgeOf[index] = edge;

  // --- words -----------------------------------------------------------------------------------
  let words = data.i18n[data.lang];
  KG.lang = data.lang;
  KG.useLanguage = (lang) => {
    if (!Object.prototype.hasOwnProperty.call(data.i18n, lang)) return;
    KG.lang = lang;
    words = data.i18n[lang];
    document.documentElement.lang = lang;
    const fill = (attribute, set) => {
      for (const node of document.querySelectorAll(`[${attribute}]`)) {
        set(node, words[node.getAttribute(attribute)]);
      }
    };
    fill("data-t", (node, text) => (node.textContent = text));
    fill("data-t-label", (node, text) => node.setAttribute("aria-label", text));
    fill("data-t-place", (node, text) => node.setAttribute("placeholder", text));
    fill("data-t-title", (node, text) => node.setAttribute("title", text));
  };

  /** The interface's words for `key`, with {names} replaced. */
  KG.t = (key, values) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values?.[name] ?? all);
  KG.number = (n) => new Intl.NumberFormat(KG.lang).format(n);
  /** "1 actor", "12 actors". */
  KG.count = (noun, n) => KG.t(n === 1 ? `${noun}_1` : `${noun}_n`, { n: KG.number(n) });
  KG.label = (id) => {
    const who = KG.actors.get(id)?.label ?? KG.people.get(id);
    return who?.[KG.lang] || who?.en || id;
  };
  KG.typeLabel = (id) => KG.types.get(id)?.label[KG.lang] || id.toLowerCase();
  KG.modality = (event) => KG.t(event.mod);
  KG.arrow = (edge) => (edge.both ? "↔" : "→");

  /** `text` as it is compared: no case, no accents. */
  KG.fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "'")
      .replace(/œ/g, "oe").replace(/æ/g, "ae").trim();
  KG.sentence = (event) => event.parts.map((part) => part[0]).join("").replace(/[ \t\r\n]+/g, " ").trim();
  const folded = new Map();
  KG.foldedSentence = (index) => {
    if (!folded.has(index)) {
      const event = KG.events[index];
      folded.set(index, KG.fold(`${KG.sentence(event)} ${data.docs[event.doc].title}`));
    }
    return folded.get(index);
  };

  // --- dates -----------------------------------------------------------------------------------
  const DAY = 86400000;
  KG.DAY = DAY;
  KG.time = (iso) => Date.parse(`${iso}T00:00:00Z`);
  KG.iso = (time) => new Date(time).toISOString().slice(0, 10);
  const format = (iso, options) =>
    new Intl.DateTimeFormat(KG.lang, { timeZone: "UTC", ...options }).format(KG.time(iso));
  KG.day = (iso) => format(iso, { day: "numeric", month: "short", year: "numeric" });
  KG.month = (iso) => format(iso, { month: "short", year: "numeric" });
  /** When a claim holds, in words as exact as it is known. */
  KG.when = (event) => {
    if (!event.from) return KG.t("undated");
    if (event.prec === "week") return KG.t("week_of", { x: KG.day(event.from) });
    if (event.prec === "month") return KG.month(event.from);
    if (event.prec === "year") return event.from.slice(0, 4);
    if (event.prec === "decade") return `${event.from.slice(0, 4)}–${event.to.slice(0, 4)}`;
    if (event.from === event.to) return KG.day(event.from);
    return `${KG.day(event.from)} – ${KG.day(event.to)}`;
  };

  // --- elements --------------------------------------------------------------------------------
  const SVG = "http://www.w3.org/2000/svg";
  const build = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "text") node.textContent = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    // Strings become text nodes: what comes from articles can never become markup.
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };
  KG.el = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
  KG.svg = (tag, attributes, ...children) =>
    build(document.createElementNS(SVG, tag), attributes, children);
  /** A web address, or nothing when it is of another kind. */
  KG.webAddress = (url) => {
    try {
      const parsed = new URL(url);
      return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : "";
    } catch {
      return "";
    }
  };
  KG.glyph = (sign) =>
    KG.el("span", { class: `glyph ${sign}`, "aria-hidden": "true", text: KG.GLYPHS[sign] });
  KG.hiddenText = (text) => KG.el("span", { class: "sr", text });
  /** A stretch of line as the graph draws it. */
  KG.stroke = (sign, both = false, width = 2) => {
    const dash = { positive: null, negative: "5 3.5", neutral: "1.5 4" }[sign];
    const end = (x, out) =>
      sign === "negative"
        ? KG.svg("path", { d: `M${x} 2v10`, class: "bar" })
        : KG.svg("path", { d: out > 0 ? `M${x} 7l-7-4v8z` : `M${x} 7l7-4v8z`, class: "head" });
    return KG.svg(
      "svg", { viewBox: "0 0 44 14", class: `stroke ${sign}`, "aria-hidden": "true" },
      KG.svg("path", { d: both ? "M6 7h32" : "M2 7h36", "stroke-width": width, "stroke-dasharray": dash }),
      end(42, 1), both ? end(2, -1) : null,
    );
  };
})();
