"use strict";
// One claim as a reader meets it: who, what, to whom, since when, says who, in which words.
(function () {
  const KG = globalThis.KG;
  const el = KG.el;
  const CLASSES = [[1, "m-source"], [2, "m-target"], [4, "m-trigger"]];

  /** The sentence with its trigger, source and target marked. */
  KG.quote = (event) => {
    if (!event.parts.length) return el("p", { class: "missing", text: KG.t("no_sentence") });
    const pieces = event.parts.map(([text, mark]) => {
      if (!mark) return text;
      const names = CLASSES.filter(([bit]) => mark & bit).map(([, name]) => name);
      return el("mark", { class: names.join(" "), text });
    });
    const lang = KG.data.docs[event.doc].lang || null;
    return el("blockquote", { class: event.sign, dir: "auto", lang }, el("p", {}, pieces));
  };

  KG.chip = (event) =>
    el("span", { class: `chip ${event.sign}` }, KG.glyph(event.sign), KG.typeLabel(event.type));

  const fine = (event, end, key) =>
    event[key] ? el("span", { class: "fine", text: ` (${KG.label(event[key])})` }) : null;
  /** "China → North Korea" with whoever acts for them in brackets. */
  KG.headline = (event) =>
    el("span", { class: "who" },
      KG.label(event.s), fine(event, "s", "sa"),
      el("span", { class: `to ${event.sign}`, text: event.both ? " ↔ " : " → " }),
      KG.label(event.t), fine(event, "t", "ta"));

  /** Short facts in one line, dots between them. */
  KG.dotted = (bits) => bits.flatMap((text, i) => [i ? " · " : null, el("span", { text })]);

  const meta = (event) => {
    const doc = KG.data.docs[event.doc];
    const bits = [];
    if (event.speaker) bits.push(KG.t("according", { x: KG.label(event.speaker) }));
    if (event.mod !== "asserted") bits.push(KG.modality(event));
    if (event.both) bits.push(KG.t("reciprocal"));
    if (event.state) bits.push(KG.t("state"));
    if (event.title) bits.push(KG.t("in_title"));
    const link = KG.webAddress(doc.url);
    const title = doc.title || KG.t("untitled_article");
    const article = link
      ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer", title: KG.t("read") },
          title, el("span", { class: "out", "aria-hidden": "true", text: " ↗" }))
      : el("span", { text: title });
    return [
      bits.length ? el("p", { class: "bits" }, KG.dotted(bits)) : null,
      el("p", { class: "article" },
        doc.outlet ? el("span", { class: "outlet", text: doc.outlet }) : null, article),
    ];
  };

  const meter = (event) => {
    const percent = Math.round(event.conf * 100);
    const label = KG.t("conf_label", { n: percent });
    return el("span", { class: "meter", role: "img", "aria-label": label, title: label },
      KG.svg("svg", { viewBox: "0 0 28 4", "aria-hidden": "true" },
        KG.svg("rect", { width: 28, height: 4, rx: 2, class: "track" }),
        KG.svg("rect", { width: Math.max(2, 28 * event.conf), height: 4, rx: 2, class: "fill" })),
      el("span", { "aria-hidden": "true", text: `${percent} %` }));
  };

  /** A whole claim; `named` repeats who and to whom, where the panel's heading does not say it. */
  KG.card = (index, named) => {
    const event = KG.events[index];
    const when = el("time", { text: KG.when(event), datetime: event.from || null });
    if (event.prec === "publication") when.title = KG.t("publication");
    return el("li", { class: "card", "data-event": index },
      el("div", { class: "card-head" },
        when,
        event.prec === "publication" ? el("span", { class: "faint", text: KG.t("publication") }) : null,
        el("span", { class: "push" }), meter(event)),
      el("p", { class: "claim" }, named ? KG.headline(event) : null, named ? " " : null,
        KG.chip(event), !named && (event.sa || event.ta) ? KG.acting(event) : null),
      KG.quote(event),
      meta(event));
  };
  /** The persons or bodies a claim names, where the heading names only their states. */
  KG.acting = (event) => {
    const names = [event.sa, event.ta].filter(Boolean).map(KG.label);
    return el("span", { class: "fine", text: names.join(event.sa && event.ta ? " → " : "") });
  };

  /** A list of claims. */
  KG.cards = (indices, named) => KG.growing(indices, (index) => KG.card(index, named), "cards");
  /** A list that grows by the page; `item` makes its entries. */
  KG.growing = (entries, item, name, step = 30) => {
    const list = el("ol", { class: name });
    const box = el("div", {}, list);
    let shown = 0;
    const grow = (focus) => {
      const first = shown;
      for (const entry of entries.slice(shown, shown + step)) list.append(item(entry));
      shown = Math.min(entries.length, shown + step);
      box.querySelector(":scope > .more")?.remove();
      if (shown < entries.length) {
        const text = KG.t("more", { n: KG.number(entries.length - shown) });
        box.append(el("button", { type: "button", class: "more", text, onclick: () => grow(true) }));
      }
      if (focus) {
        list.children[first].tabIndex = -1;
        list.children[first].focus();
      }
    };
    grow(false);
    return box;
  };

  /** Shares of positive, neutral and negative claims as one bar, with the numbers in words. */
  KG.balance = (tally) => {
    const total = tally.positive + tally.negative + tally.neutral;
    let x = 0;
    const bar = KG.svg("svg", { viewBox: "0 0 300 6", preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const sign of ["positive", "neutral", "negative"]) {
      const width = total ? (300 * tally[sign]) / total : 0;
      bar.append(KG.svg("rect", { x, width: Math.max(0, width - 1.5), height: 6, class: sign }));
      x += width;
    }
    const numbers = ["positive", "neutral", "negative"].filter((sign) => tally[sign]).map((sign) =>
      el("span", { class: sign }, KG.glyph(sign), `${KG.number(tally[sign])} `,
        el("span", { class: "word", text: KG.t(sign).toLocaleLowerCase(KG.lang) })));
    return el("div", { class: "balance" }, bar, el("p", {}, numbers));
  };
})();
