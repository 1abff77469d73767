"use strict";
// The drawing: vis-network with positions from Python, styled and thinned by the current result.
(function () {
  const KG = globalThis.KG;
  const { $, el } = KG;
  let network = null, nodes = null, edges = null, drawn = "", hovered = "";
  const written = { nodes: new Map(), edges: new Map() };
  const byId = new Map(KG.data.nodes.map((node) => [node.id, node]));
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // --- how things look --------------------------------------------------------------------------
  let colours = {};
  const readColours = () => {
    colours = Object.fromEntries(
      ["positive", "negative", "neutral", "ink", "faint", "canvas", "node", "node-other", "pale", "focus"]
        .map((name) => [name, paint(`--${name}`)]));
  };
  KG.edgeWidth = (count) => Math.min(10, 1.4 + 1.5 * Math.sqrt(count - 1));
  const dashes = (sign, width) => {
    if (sign === "negative") return [5 + 1.6 * width, 3 + 1.1 * width];
    return sign === "neutral" ? [1 + width * 0.6, 3 + width] : false;
  };
  const arrows = (edge) => {
    const end = edge.sign === "negative"
      ? { enabled: true, type: "bar", scaleFactor: 0.62 }
      : { enabled: true, type: edge.sign === "neutral" ? "vee" : "arrow", scaleFactor: 0.62 };
    return { to: end, from: edge.both ? end : { enabled: false } };
  };

  /** Which actors and edges stand out: all, or those of the selection. */
  const emphasis = () => {
    const { sel, a, b } = KG.state;
    if (!sel) return null;
    const on = { edges: new Set(), actors: new Set() };
    for (const id of KG.result.edges.keys()) {
      const edge = KG.edges.get(id);
      const hit = sel === "edge" ? id === a
        : sel === "actor" ? edge.from === a || edge.to === a
        : (edge.from === a && edge.to === b) || (edge.both && edge.from === b && edge.to === a);
      if (hit) on.edges.add(id).size && on.actors.add(edge.from).add(edge.to);
    }
    if (sel === "actor") on.actors.add(a);
    return on;
  };

  const edgeLook = (edge, on, strong) => {
    const kept = KG.result.edges.get(edge.id);
    if (!kept) return { id: edge.id, hidden: true };
    const lit = !on || on.edges.has(edge.id);
    const width = KG.edgeWidth(kept.length) + (on && lit ? 0.6 : 0);
    return {
      id: edge.id, hidden: false, width, dashes: dashes(edge.sign, width),
      color: { color: colours[edge.sign], opacity: lit ? strong : 0.13, inherit: false },
    };
  };
  const nodeLook = (node, on, at) => {
    const shown = KG.result.actors.has(node.id);
    if (!shown) return { id: node.id, hidden: true };
    const lit = !on || on.actors.has(node.id);
    // Seen from afar, only large names can be read: give them to those in most claims.
    const many = KG.result.actors.size > 80;
    const chosen = KG.state.sel === "actor" && KG.state.a === node.id;
    const [x, y] = at(node);
    // Paler, not transparent: edges would show through.
    const fill = lit ? colours[node.shape === "dot" ? "node" : "node-other"] : colours.pale;
    return {
      id: node.id, hidden: false, x, y, label: KG.label(node.id),
      borderWidth: chosen ? 4 : 2,
      color: { background: fill, border: chosen ? colours.focus : colours.canvas },
      font: {
        color: lit ? colours.ink : colours.faint, size: (many ? Math.max(14, 1.4 * node.size) : 14) + (chosen ? 2 : 0), face: "system-ui, sans-serif",
        strokeWidth: 4, strokeColor: colours.canvas, vadjust: -2,
      },
    };
  };

  // --- where things stand -----------------------------------------------------------------------
  const given = (node) => [node.x, node.y];
  const backbone = (node) => KG.coreAt.get(node.id) ?? given(node);
  /** One actor in the middle; friends to its left, opponents to its right, further ones outside. */
  const rings = () => {
    const { depth } = KG.result;
    const at = new Map([[KG.state.focus, [0, 0]]]);
    const mood = new Map();
    for (const [id, kept] of KG.result.edges) {
      const edge = KG.edges.get(id);
      for (const [me, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
        if (depth.get(other) >= depth.get(me)) continue;
        const sum = mood.get(me) ?? { good: 0, all: 0, angle: null, via: other };
        sum.good += edge.sign === "positive" ? kept.length : edge.sign === "negative" ? -kept.length : 0;
        sum.all += kept.length;
        mood.set(me, sum);
      }
    }
    let radius = 0;
    for (let step = 1; step <= KG.state.hops; step += 1) {
      const ring = [...KG.result.actors].filter((id) => depth.get(id) === step);
      if (!ring.length) break;
      radius = Math.max(radius + 170, (ring.length * 66) / (2 * Math.PI));
      const rank = (id) => {
        const sum = mood.get(id) ?? { good: 0, all: 1, via: "" };
        return step === 1 ? -sum.good / sum.all : (mood.get(sum.via)?.angle ?? 0);
      };
      ring.sort((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1));
      ring.forEach((id, i) => {
        const turn = step === 1
          ? Math.PI - (i % 2 ? -1 : 1) * Math.PI * ((Math.floor(i / 2) * 2 + 1) / (ring.length + (ring.length % 2)))
          : ((i + 0.5) / ring.length) * 2 * Math.PI;
        const angle = ((turn % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
        if (mood.has(id)) mood.get(id).angle = angle;
        at.set(id, [Math.round(1.35 * radius * Math.cos(angle)), Math.round(-radius * Math.sin(angle))]);
      });
    }
    return (node) => at.get(node.id) ?? given(node);
  };
  /** From start to goal in columns. */
  const columns = () => {
    const { depth } = KG.result;
    const stacks = new Map();
    for (const id of [...KG.result.actors].sort()) {
      const step = depth.get(id) ?? 0;
      (stacks.get(step) ?? stacks.set(step, []).get(step)).push(id);
    }
    const at = new Map();
    for (const [step, ids] of stacks) {
      ids.forEach((id, i) => at.set(id, [step * 260, Math.round((i - (ids.length - 1) / 2) * 96)]));
    }
    return (node) => at.get(node.id) ?? given(node);
  };
  const arrangement = () => {
    const { scope, focus, goal } = KG.state;
    if (scope === "ego" && focus) return rings();
    if (scope === "path" && focus && goal && KG.result.length < Infinity) return columns();
    return scope === "core" && KG.core ? backbone : given;
  };

  // --- drawing ----------------------------------------------------------------------------------
  const start = () => {
    readColours();
    nodes = new vis.DataSet(KG.data.nodes.map((node) => ({ ...node, hidden: true })));
    edges = new vis.DataSet(KG.data.edges.map((edge) => ({
      id: edge.id, from: edge.from, to: edge.to, hidden: true, arrows: arrows(edge),
      smooth: edge.bend ? { enabled: true, type: "curvedCW", roundness: edge.bend } : false,
    })));
    network = new vis.Network($("canvas"), { nodes, edges }, KG.data.options);
    KG.network = network;
    network.on("click", (event) => {
      const hit = pick(event.pointer.DOM);
      if (hit.node !== undefined) KG.selectActor(hit.node);
      else if (hit.edge !== undefined) KG.selectEdge(hit.edge);
      else KG.unselect();
    });
    network.on("doubleClick", (event) => {
      const { node } = pick(event.pointer.DOM);
      if (node !== undefined) KG.set({ scope: "ego", focus: node, sel: "actor", a: node, b: "" });
    });
    network.on("dragStart", hideTip);
    network.on("zoom", hideTip);
    $("canvas").addEventListener("pointermove", pointed);
    $("canvas").addEventListener("pointerleave", hideTip);
  };
  const pick = (point) => {
    const node = network.getNodeAt(point);
    return node !== undefined ? { node } : { edge: network.getEdgeAt(point) };
  };

  let at = given;
  KG.drawGraph = (restyle) => {
    if (!KG.edges.size) return;
    if (!network) start();
    if (restyle) readColours();
    at = arrangement();
    const on = emphasis();
    push("nodes", nodes, KG.data.nodes.map((node) => nodeLook(node, on, at)));
    // Hundreds of opaque lines hide one another.
    const strong = on ? 0.95 : Math.max(0.3, Math.min(0.92, 14 / Math.sqrt(KG.result.edges.size)));
    push("edges", edges, KG.data.edges.map((edge) => edgeLook(edge, on, strong)));
    const { scope, focus, goal, hops } = KG.state;
    const now = [scope, focus, goal, hops].join();
    if (now !== drawn) KG.fit(Boolean(drawn));
    drawn = now;
  };
  /** Hand vis only what differs from what it has: most changes touch few things. */
  const push = (kind, set, looks) => {
    const changed = looks.filter((look) => {
      const text = JSON.stringify(look);
      if (written[kind].get(look.id) === text) return false;
      return written[kind].set(look.id, text);
    });
    if (changed.length) set.update(changed);
  };
  KG.position = (id) => at(byId.get(id));
  KG.fit = (animate) => {
    if (!network || !$("canvas").clientWidth) return;
    const ids = [...KG.result.actors];
    if (!ids.length) return;
    network.redraw();
    network.fit({ nodes: ids, maxZoomLevel: 1.25, animation: animate && !calm() ? { duration: 260 } : false });
  };
  KG.zoom = (factor) => {
    if (!network) return;
    const scale = Math.max(0.03, Math.min(6, network.getScale() * factor));
    network.moveTo({ scale, animation: calm() ? false : { duration: 140 } });
  };

  // --- pointing ---------------------------------------------------------------------------------
  let waiting = false;
  const pointed = (event) => {
    if (waiting || event.buttons) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const box = $("canvas").getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      const hit = pick(point);
      const found = hit.node ?? hit.edge;
      $("canvas").style.cursor = found === undefined ? "" : "pointer";
      if (found === undefined) return hideTip();
      showTip(hit, point, box);
    });
  };
  const hideTip = () => {
    $("tip").hidden = true;
    hovered = "";
  };
  const showTip = (hit, point, box) => {
    const tip = $("tip");
    const now = hit.node ?? hit.edge;
    if (hovered !== now) tip.replaceChildren(...(hit.node !== undefined ? actorTip(hit.node) : edgeTip(hit.edge)));
    hovered = now;
    tip.hidden = false;
    const left = Math.min(point.x + 14, box.width - tip.offsetWidth - 8);
    const below = point.y + 16 + tip.offsetHeight < box.height;
    tip.style.transform = `translate(${Math.max(4, left)}px, ${below ? point.y + 16 : point.y - tip.offsetHeight - 12}px)`;
  };
  const actorTip = (id) => {
    const mine = KG.result.events.filter((i) => KG.events[i].s === id || KG.events[i].t === id);
    return [el("strong", { text: KG.label(id) }), el("span", { text: KG.count("claim", mine.length) })];
  };
  const edgeTip = (id) => {
    const edge = KG.edges.get(id);
    const kept = KG.result.edges.get(id) ?? [];
    const types = new Map();
    for (const i of kept) types.set(KG.events[i].type, (types.get(KG.events[i].type) ?? 0) + 1);
    const last = kept.length ? KG.events[kept[kept.length - 1]] : null;
    return [
      el("strong", {}, KG.label(edge.from), ` ${KG.arrow(edge)} `, KG.label(edge.to)),
      el("span", { class: edge.sign }, KG.glyph(edge.sign),
        [...types].sort((x, y) => y[1] - x[1]).slice(0, 4)
          .map(([type, n]) => KG.typeLabel(type) + (n > 1 ? ` ×${n}` : "")).join(", ")),
      last?.from ? el("span", { class: "faint", text: KG.when(last) }) : null,
    ].filter(Boolean);
  };

  // --- keyboard ---------------------------------------------------------------------------------
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** The nearest actor in a direction, sideways distance counting double. */
  const nextActor = (from, [dx, dy]) => {
    const [x0, y0] = KG.position(from);
    let best = null, least = Infinity;
    for (const id of KG.result.actors) {
      const [x, y] = KG.position(id);
      const ahead = (x - x0) * dx + (y - y0) * dy;
      const aside = Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx);
      if (id !== from && ahead > 0 && ahead + 2 * aside < least) [best, least] = [id, ahead + 2 * aside];
    }
    return best;
  };
  KG.graphKey = (event) => {
    const key = event.key;
    if (key === "+" || key === "=") KG.zoom(1.3);
    else if (key === "-") KG.zoom(1 / 1.3);
    else if (key === "0") KG.fit(true);
    else if (key === "Enter") (KG.$("panel-title") ?? $("evidence")).focus();
    else if (ARROWS[key]) {
      const { sel, a } = KG.state;
      const from = sel === "actor" && KG.result.actors.has(a) ? a : null;
      const first = () => [...KG.result.actors].sort((x, y) => KG.position(x)[0] - KG.position(y)[0])[0];
      const next = from === null ? first() : nextActor(from, ARROWS[key]);
      if (next !== undefined && next !== null) KG.selectActor(next);
    } else return;
    event.preventDefault();
  };
})();
