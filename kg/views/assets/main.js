"use strict";
// Brings state and views together.
(function () {
  const KG = globalThis.KG;
  const { $ } = KG;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const SHOWN = ["sel", "a", "b", "theme", "lang", "view", "order", "rows", "sort", "dir"];

  KG.dark = () => (KG.state.theme ? KG.state.theme === "dark" : system.matches);
  const applyTheme = () => (document.documentElement.dataset.theme = KG.dark() ? "dark" : "light");
  KG.say = (text) => ($("status").textContent = text);

  const status = () => {
    const { actors, edges, events } = KG.result;
    KG.say(KG.t("status", {
      actors: KG.count("actor", actors.size), links: KG.count("link", edges.size),
      claims: KG.count("claim", events.length), total: KG.number(KG.events.length),
    }));
  };
  const extent = () => {
    const dates = KG.events.filter((event) => event.from).map((event) => event.from).sort();
    const bits = [KG.count("article", KG.data.docs.length), KG.count("claim", KG.events.length)];
    if (dates.length) bits.push(`${KG.month(dates[0])} – ${KG.month(dates[dates.length - 1])}`);
    $("extent").textContent = bits.join(" · ");
  };
  const views = () => {
    const nothing = !KG.result.edges.size && !(KG.state.scope === "ego" || KG.state.scope === "path");
    for (const name of ["graph", "matrix", "table"]) {
      $(`view-${name}`).hidden = nothing || name !== KG.state.view;
    }
    for (const button of $("views").children) {
      button.setAttribute("aria-pressed", String(button.dataset.view === KG.state.view));
    }
    $("empty").hidden = !nothing;
    $("empty-text").textContent = KG.t(KG.events.length ? "empty_filter" : "empty_data");
    $("empty-reset").hidden = !KG.isFiltered();
    return !nothing;
  };
  const drawView = (changed) => {
    if (!views()) return;
    if (KG.state.view === "matrix") KG.renderMatrix();
    else if (KG.state.view === "table") KG.renderTable(changed);
    else KG.drawGraph(!changed || changed.has("theme"));
  };

  const refresh = (changed) => {
    const all = !changed;
    if (all || changed.has("lang")) {
      KG.useLanguage(KG.state.lang);
      $("lang").value = KG.state.lang;
      extent();
    }
    if (all || changed.has("theme")) applyTheme();
    if (all || changed.has("lang")) KG.renderLegend();
    const filtered = all || [...changed].some((name) => !SHOWN.includes(name));
    if (filtered) KG.compute();
    const worded = filtered || changed.has("lang");
    if (worded) {
      KG.renderFilters();
      status();
    }
    if (worded || changed.has("view")) KG.renderScope();
    drawView(changed);
    if (all || changed.has("view")) KG.fit(false);
    if (worded || ["sel", "a", "b"].some((name) => changed.has(name))) KG.renderEvidence(changed);
    if (worded) KG.renderTimeline();
  };

  const start = () => {
    KG.readAddress();
    KG.startControls();
    KG.startSearch();
    KG.onChange(refresh);
    refresh(null);
    KG.startTimeline();
    system.addEventListener("change", () => {
      if (!KG.state.theme) refresh(new Set(["theme"]));
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, select, textarea");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        $("search").focus();
      } else if (event.key === "Escape") {
        if ($("export").open) $("export").open = false;
        else KG.unselect();
      }
    });
    let settle = 0;
    new ResizeObserver(() => {
      clearTimeout(settle);
      settle = setTimeout(() => KG.fit(false), 120);
    }).observe($("canvas"));
    document.documentElement.dataset.ready = "1";
  };
  start();
})();
