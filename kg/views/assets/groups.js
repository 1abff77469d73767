"use strict";
// Events: the claims that tell of one act, put together; and how many of them say so, and where.
(function () {
  const KG = globalThis.KG;
  const el = KG.el;

  /** What happened, newest first: [{ act, kept }], `kept` the given claims that tell of it. */
  KG.groups = (indices) => {
    const found = new Map();
    for (const index of indices) {
      const group = KG.events[index].g;
      (found.get(group) ?? found.set(group, []).get(group)).push(index);
    }
    const list = [...found].map(([group, kept]) => ({ act: KG.data.acts[group], kept }));
    const newest = ({ act, kept }) => act.from || KG.events[kept[0]].from;
    return list.sort((x, y) => (newest(x) < newest(y) ? 1 : newest(x) > newest(y) ? -1 : y.kept[0] - x.kept[0]));
  };

  /** The numbers behind claims, each apart; what is one text counts once, a denial not at all. */
  KG.counted = (indices) => {
    const said = indices.filter((index) => KG.events[index].mod !== "negated");
    const own = said.filter((index) => !KG.events[index].copy);
    // With the original filtered out its copy stands for it.
    const claims = own.length ? own : said.slice(0, 1);
    const docs = new Set(claims.map((index) => KG.events[index].doc));
    const names = (list) => new Set([...list].map((doc) => KG.data.docs[doc].outlet).filter(Boolean));
    return {
      events: KG.groups(said).filter(({ act }) => !act.state).length,
      claims: claims.length,
      articles: docs.size,
      outlets: names(docs).size,
      copies: said.length - claims.length,
      denials: indices.length - said.length,
      printed: [...names(new Set(said.map((index) => KG.events[index].doc)))],
    };
  };
  /** "4 sentences · 3 articles · 2 outlets", with copies and denials where there are any. */
  KG.countBits = (n) => [
    n.claims ? KG.count("sentence", n.claims) : null, n.claims ? KG.count("article", n.articles) : null,
    n.outlets ? KG.count("outlet", n.outlets) : null,
    n.copies ? KG.count("copy", n.copies) : null, n.denials ? KG.count("denial", n.denials) : null,
  ].filter(Boolean);

  /** The sentence that tells it best among those that are shown. */
  const best = ({ act, kept }) =>
    kept.includes(act.best) ? act.best
      : kept.reduce((top, index) => (KG.events[index].conf > KG.events[top].conf ? index : top), kept[0]);

  const group = (one, named, open) => {
    const { act, kept } = one;
    const told = KG.events[best(one)];
    const n = KG.counted(kept);
    const when = el("time", { text: KG.when(act), datetime: act.from || null });
    const where = n.printed.length ? n.printed.join(", ") : null;
    return el("li", { class: "event" },
      el("details", { open },
        el("summary", {},
          el("span", { class: "card-head" }, when,
            act.prec === "publication" ? el("span", { class: "faint", text: KG.t("publication") }) : null,
            act.state ? el("span", { class: "faint", text: KG.t("state") }) : null),
          el("span", { class: "claim" }, named ? KG.headline(told) : null, named ? " " : null,
            KG.chip({ type: act.type, sign: told.sign })),
          el("span", { class: "event-counts", title: where }, KG.dotted(KG.countBits(n))),
          el("span", { class: "event-title clip", dir: "auto", lang: KG.data.docs[told.doc].lang || null,
            text: KG.sentence(told) })),
        KG.cards(kept, false)));
  };

  /** What happened, newest first: an event told more than once is folded under its heading. */
  KG.eventList = (indices, named, most = Infinity) => {
    const all = KG.groups(indices);
    const item = (one) => (one.kept.length > 1 ? group(one, named, all.length === 1) : KG.card(one.kept[0], named));
    return KG.growing(all.slice(0, most), item, "cards events");
  };

  /** How many events are positive, negative, neutral: each by the sign most of its claims have. */
  KG.tallyEvents = (indices) => {
    const sum = { positive: 0, negative: 0, neutral: 0 };
    for (const { kept } of KG.groups(indices)) sum[KG.mainSign(kept)] += 1;
    return sum;
  };
  KG.mainSign = (indices) => {
    const signs = KG.tally(indices);
    return KG.SIGNS.reduce((top, sign) => (signs[sign] > signs[top] ? sign : top), KG.SIGNS[0]);
  };
})();
