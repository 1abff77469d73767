"use strict";
// Events over time, support above the line and conflict below; dragging chooses a period.
(function () {
  const KG = globalThis.KG;
  const { $, svg, DAY } = KG;
  const HEIGHT = 74, MIDDLE = 36, SIDE = 10;
  const STEPS = [["day", 75], ["week", 560], ["month", 2600], ["quarter", 7500], ["year", Infinity]];
  let scale = null;

  const startOf = (time, step) => {
    const date = new Date(time);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    if (step === "day") return Date.UTC(year, month, date.getUTCDate());
    if (step === "week") return Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    if (step === "month") return Date.UTC(year, month);
    return step === "quarter" ? Date.UTC(year, month - (month % 3)) : Date.UTC(year, 0);
  };
  const after = (time, step) => {
    const date = new Date(time);
    if (step === "day" || step === "week") return time + DAY * (step === "day" ? 1 : 7);
    const months = { month: 1, quarter: 3, year: 12 }[step];
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  };

  /** Where the axis begins and ends; a few very old claims are gathered before its start. */
  const span = (times) => {
    const sorted = [...times].sort((x, y) => x - y);
    const last = sorted[sorted.length - 1];
    const early = sorted[Math.floor(sorted.length * 0.08)];
    const far = last - sorted[0] > 3 * (last - early) && last - sorted[0] > 700 * DAY;
    return { first: far ? early : sorted[0], last, far };
  };
  const bins = (indices) => {
    const all = KG.events.filter((event) => event.from).map((event) => KG.time(event.from));
    if (!all.length) return null;
    const { first, last, far } = span(all);
    const step = STEPS.find(([, days]) => (last - first) / DAY < days)[0];
    const list = [];
    for (let at = startOf(first, step); at <= last; at = after(at, step)) {
      list.push({ at, end: after(at, step), positive: 0, negative: 0, neutral: 0 });
    }
    const early = far ? { at: -Infinity, end: list[0].at, positive: 0, negative: 0, neutral: 0 } : null;
    const binOf = (iso) => {
      const time = KG.time(iso);
      return list.find((one) => time < one.end && time >= one.at) ?? (time < list[0].at ? early : null);
    };
    for (const { act, kept } of KG.groups(indices)) {
      // An act stands once, on its day; a standing relation wherever it is told, once in each bin.
      const days = act.state || !act.from ? kept.map((index) => KG.events[index].from) : [act.from];
      for (const bin of new Set(days.map(binOf))) if (bin) bin[KG.mainSign(kept)] += 1;
    }
    return { list, step, early };
  };

  const column = (bin, x, width, unit) => {
    const bars = [];
    let up = MIDDLE;
    for (const sign of ["positive", "neutral"]) {
      const height = bin[sign] * unit;
      if (height) bars.push(svg("rect", { x, width, y: (up -= height), height, class: sign }));
    }
    const down = bin.negative * unit;
    if (down) bars.push(svg("rect", { x, width, y: MIDDLE, height: down, class: "negative" }));
    return bars;
  };
  const ticks = (list, x, step, width) => {
    const wanted = Math.max(1, Math.floor(width / 90));
    const named = (at) => {
      const date = new Date(at);
      if (step === "day" || step === "week") return true;
      return step === "month" || step === "quarter" ? date.getUTCMonth() % 3 === 0 : true;
    };
    const candidates = list.filter((bin) => named(bin.at));
    const every = Math.ceil(candidates.length / wanted) || 1;
    return candidates.filter((_, i) => i % every === 0).map((bin) => {
      const iso = KG.iso(bin.at);
      const text = step === "year" ? iso.slice(0, 4) : step === "day" || step === "week" ? KG.day(iso) : KG.month(iso);
      return svg("g", {}, svg("path", { d: `M${x(bin.at)} ${HEIGHT - 14}v4`, class: "tick" }),
        svg("text", { x: Math.min(x(bin.at), width - 60), y: HEIGHT - 3, text }));
    });
  };

  KG.renderTimeline = () => {
    const box = $("timeline");
    const width = box.clientWidth;
    const found = width ? bins(KG.result.dated) : null;
    box.parentElement.hidden = width > 0 && !found;
    $("timeline-clear").hidden = !(KG.state.from || KG.state.to);
    if (!found) return;
    const { list, step, early } = found;
    const room = early ? 46 : 0;
    const left = SIDE + room, start = list[0].at, end = list[list.length - 1].end;
    const x = (time) => left + ((width - SIDE - left) * (Math.max(start, Math.min(end, time)) - start)) / (end - start);
    scale = { x, left, right: width - SIDE, start, end, time: (px) => start + ((px - left) * (end - start)) / (width - SIDE - left) };
    const highest = Math.max(1, ...[...list, early].filter(Boolean).map((bin) => Math.max(bin.positive + bin.neutral, bin.negative)));
    const unit = Math.min(9, 22 / highest);
    const drawing = svg("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": summary() });
    drawing.append(svg("title", { text: KG.t("timeline_hint") }), svg("path", { d: `M${SIDE} ${MIDDLE}H${width - SIDE}`, class: "axis" }));
    if (early) {
      drawing.append(...column(early, SIDE + 8, 9, unit),
        svg("text", { x: SIDE, y: HEIGHT - 3, text: `< ${KG.iso(start).slice(0, 4)}` }));
    }
    for (const bin of list) {
      const wide = Math.max(1, Math.min(14, x(bin.end) - x(bin.at) - 1));
      drawing.append(...column(bin, x(bin.at) + 0.5, wide, unit));
    }
    drawing.append(...ticks(list, x, step, width), svg("g", { id: "brush" }));
    box.replaceChildren(drawing);
    drawBrush();
    $("timeline-step").textContent = KG.t(`tick_${step}`);
    $("timeline-range").textContent = chosen();
  };
  const chosen = () => {
    const { from, to } = KG.state;
    if (!from && !to) return "";
    return `${from ? KG.day(from) : "…"} – ${to ? KG.day(to) : "…"}`;
  };
  const summary = () => {
    const sum = KG.tallyEvents(KG.result.dated);
    return `${KG.t("timeline")}: ${KG.SIGNS.map((sign) => `${KG.t(sign)} ${sum[sign]}`).join(", ")}`;
  };
  const drawBrush = (from, to) => {
    const layer = $("brush");
    if (!layer || !scale) return;
    const low = from ?? (KG.state.from ? scale.x(KG.time(KG.state.from)) : null);
    const high = to ?? (KG.state.to ? scale.x(KG.time(KG.state.to) + DAY) : null);
    if (low === null && high === null) return layer.replaceChildren();
    const a = low ?? scale.left, b = high ?? scale.right;
    const veil = (x, width) => svg("rect", { x, y: 0, width: Math.max(0, width), height: HEIGHT - 14, class: "veil" });
    layer.replaceChildren(veil(0, a), veil(b, scale.right + SIDE - b),
      svg("rect", { x: a, y: 0.5, width: Math.max(1, b - a), height: HEIGHT - 15, class: "window" }));
  };

  KG.startTimeline = () => {
    const box = $("timeline");
    let from = null;
    const at = (event) => {
      const px = event.clientX - box.getBoundingClientRect().left;
      return Math.max(scale.left, Math.min(scale.right, px));
    };
    box.addEventListener("pointerdown", (event) => {
      if (!scale || event.button !== 0) return;
      from = at(event);
      box.setPointerCapture(event.pointerId);
    });
    box.addEventListener("pointermove", (event) => {
      if (from !== null) drawBrush(Math.min(from, at(event)), Math.max(from, at(event)));
    });
    box.addEventListener("pointerup", (event) => {
      if (from === null) return;
      const [low, high] = [Math.min(from, at(event)), Math.max(from, at(event))];
      from = null;
      // A click is no period.
      if (high - low < 4) return drawBrush();
      KG.set({ from: KG.iso(scale.time(low)), to: KG.iso(Math.min(scale.time(high), scale.end - DAY)) });
    });
    box.addEventListener("pointercancel", () => ((from = null), drawBrush()));
    $("timeline-clear").addEventListener("click", () => KG.set({ from: "", to: "" }));
    new ResizeObserver(() => KG.renderTimeline()).observe(box);
  };
})();
