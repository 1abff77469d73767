"use strict";
// Files made in the page: what is visible, with the sentences behind it.
(function () {
  const KG = globalThis.KG;
  const FIELDS = [
    "id", "date_start", "date_end", "date_precision", "source", "source_label", "source_actor", "type",
    "type_label", "sign", "target", "target_label", "target_actor", "reciprocal", "modality", "speaker",
    "mode", "context", "event", "confidence", "sentence", "outlet", "title", "url",
  ];

  const record = (index) => {
    const event = KG.events[index], doc = KG.data.docs[event.doc];
    return {
      id: event.id, date_start: event.from, date_end: event.to, date_precision: event.prec,
      source: event.s, source_label: KG.label(event.s), source_actor: event.sa ?? "",
      type: event.type, type_label: KG.typeLabel(event.type), sign: event.sign,
      target: event.t, target_label: KG.label(event.t), target_actor: event.ta ?? "",
      reciprocal: Boolean(event.both), modality: event.mod, speaker: event.speaker ?? "",
      mode: event.mode ?? "", context: event.ctx ?? "", event: KG.data.acts[event.g].id, confidence: event.conf,
      sentence: KG.sentence(event), outlet: doc.outlet, title: doc.title, url: doc.url,
    };
  };

  // A cell that begins like a formula would run in a spreadsheet; the apostrophe keeps it text.
  const csvCell = (value) => {
    const text = String(value);
    const safe = typeof value === "string" && /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  KG.toCsv = () => {
    const rows = KG.result.events.map(record).map((row) => FIELDS.map((name) => csvCell(row[name])).join(","));
    // The mark at the start tells spreadsheets that this is UTF-8.
    return `\uFEFF${[FIELDS.join(","), ...rows].join("\r\n")}\r\n`;
  };

  const xml = (value) =>
    String(value)
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, " ")
      .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const NODE_KEYS = { label: "string", type: "string", x: "double", y: "double" };
  const EDGE_KEYS = Object.fromEntries(FIELDS.filter((name) => !["source", "target", "id"].includes(name))
    .map((name) => [name, { reciprocal: "boolean", confidence: "double" }[name] ?? "string"]));
  const keys = (where, all) => Object.entries(all).map(([name, kind]) =>
    `<key id="${where[0]}_${name}" for="${where}" attr.name="${name}" attr.type="${kind}"/>`);
  const datas = (where, values, all) => Object.keys(all).filter((name) => values[name] !== "")
    .map((name) => `<data key="${where[0]}_${name}">${xml(values[name])}</data>`).join("");
  /** One edge per claim: GraphML readers then keep sentence, date and source of each. */
  KG.toGraphml = () => {
    const nodes = [...KG.result.actors].map((id) => {
      const [x, y] = KG.position(id);
      const values = { label: KG.label(id), type: KG.actors.get(id).kind, x, y };
      return `<node id="${xml(id)}">${datas("node", values, NODE_KEYS)}</node>`;
    });
    const edges = KG.result.events.map(record).map((row) =>
      `<edge id="${xml(row.id)}" source="${xml(row.source)}" target="${xml(row.target)}">${datas("edge", row, EDGE_KEYS)}</edge>`);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...keys("node", NODE_KEYS), ...keys("edge", EDGE_KEYS),
      '<graph edgedefault="directed">', ...nodes, ...edges, "</graph>", "</graphml>", "",
    ].join("\n");
  };

  // --- pictures ---------------------------------------------------------------------------------
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const round = (n) => Math.round(n * 10) / 10;
  /** The middle of an edge's curve, bent as vis-network bends curvedCW edges. */
  const bendOf = (edge, [x0, y0], [x1, y1]) => {
    const dx = x0 - x1, dy = y1 - y0;
    const radius = Math.hypot(dx, dy);
    const angle = (Math.atan2(dy, dx) + (edge.bend * 0.5 + 0.5) * Math.PI) % (2 * Math.PI);
    const reach = (edge.bend * 0.5 + 0.5) * radius;
    return edge.bend ? [x1 + reach * Math.sin(angle), y1 + reach * Math.cos(angle)] : [(x0 + x1) / 2, (y0 + y1) / 2];
  };
  const svgEdge = ([id, kept], sizes) => {
    const edge = KG.edges.get(id);
    const a = KG.position(edge.from), b = KG.position(edge.to);
    if (edge.from === edge.to) return "";
    const via = bendOf(edge, a, b);
    const short = (p, size) => {
      const length = Math.hypot(via[0] - p[0], via[1] - p[1]) || 1;
      return [p[0] + ((via[0] - p[0]) * (size + 4)) / length, p[1] + ((via[1] - p[1]) * (size + 4)) / length];
    };
    const [x0, y0] = short(a, sizes.get(edge.from)), [x1, y1] = short(b, sizes.get(edge.to));
    const width = KG.edgeWidth(kept.length);
    const dash = { positive: "", negative: `${5 + 1.6 * width} ${3 + 1.1 * width}`, neutral: `${1 + width} ${3 + width}` }[edge.sign];
    const end = `url(#end-${edge.sign})`;
    return `<path d="M${round(x0)} ${round(y0)}Q${round(via[0])} ${round(via[1])} ${round(x1)} ${round(y1)}" fill="none" ` +
      `stroke="${colour(edge.sign)}" stroke-width="${round(width)}" stroke-dasharray="${dash}" marker-end="${end}"` +
      `${edge.both ? ` marker-start="${end}"` : ""}><title>${xml(`${KG.label(edge.from)} ${KG.arrow(edge)} ${KG.label(edge.to)}: ${kept.length}`)}</title></path>`;
  };
  const svgNode = (node) => {
    const [x, y] = KG.position(node.id);
    const r = node.size;
    const mark = node.shape === "dot" ? `<circle cx="${x}" cy="${y}" r="${r}"/>`
      : `<rect x="${x - r * 0.9}" y="${y - r * 0.9}" width="${r * 1.8}" height="${r * 1.8}"/>`;
    return `<g fill="${colour(node.shape === "dot" ? "node" : "node-other")}">${mark}</g>` +
      `<text x="${x}" y="${round(y + r + 15)}">${xml(KG.label(node.id))}</text>`;
  };
  KG.toSvg = () => {
    const nodes = KG.data.nodes.filter((node) => KG.result.actors.has(node.id));
    const at = nodes.map((node) => KG.position(node.id));
    const low = [0, 1].map((i) => Math.min(...at.map((p) => p[i])) - 90);
    const size = [0, 1].map((i) => Math.max(...at.map((p) => p[i])) + 90 - low[i]);
    const marker = (sign) => `<marker id="end-${sign}" viewBox="0 0 10 10" refX="${sign === "negative" ? 5 : 9}" refY="5" ` +
      `markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path fill="${colour(sign)}" ` +
      `d="${sign === "negative" ? "M4 0h3v10h-3z" : "M0 0l10 5l-10 5z"}"/></marker>`;
    const sizes = new Map(nodes.map((node) => [node.id, node.size]));
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${low.join(" ")} ${size.join(" ")}" width="${size[0]}" height="${size[1]}">` +
      `<title>${xml(KG.data.title)}</title><defs>${KG.SIGNS.map(marker).join("")}</defs>` +
      `<rect x="${low[0]}" y="${low[1]}" width="${size[0]}" height="${size[1]}" fill="${colour("canvas")}"/>` +
      [...KG.result.edges].map((entry) => svgEdge(entry, sizes)).join("\n") +
      `<g font-family="system-ui, sans-serif" font-size="14" text-anchor="middle" fill="${colour("ink")}" stroke="${colour("canvas")}" ` +
      `stroke-width="4" paint-order="stroke">${nodes.map(svgNode).join("\n")}</g></svg>\n`;
  };
  /** The drawing as it is on screen, with a title and what is shown written under it. */
  const toPng = () => new Promise((resolve) => {
    const from = KG.$("canvas").querySelector("canvas");
    const ratio = from.width / from.clientWidth;
    const strip = 40 * ratio;
    const out = Object.assign(document.createElement("canvas"), { width: from.width, height: from.height + strip });
    const pen = out.getContext("2d");
    pen.fillStyle = colour("canvas");
    pen.fillRect(0, 0, out.width, out.height);
    pen.drawImage(from, 0, 0);
    pen.fillStyle = colour("ink");
    pen.font = `600 ${13 * ratio}px system-ui, sans-serif`;
    pen.fillText(KG.data.title, 14 * ratio, from.height + 17 * ratio);
    pen.fillStyle = colour("faint");
    pen.font = `${12 * ratio}px system-ui, sans-serif`;
    pen.fillText(KG.$("status").textContent, 14 * ratio, from.height + 32 * ratio);
    out.toBlob(resolve, "image/png");
  });

  const save = (blob, ending) => {
    const stem = KG.fold(KG.data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "kg";
    const url = URL.createObjectURL(blob);
    KG.el("a", { href: url, download: `${stem}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    KG.say(KG.t("saved", { x: `${stem}.${ending}` }));
  };
  KG.exports = {
    csv: () => save(new Blob([KG.toCsv()], { type: "text/csv;charset=utf-8" }), "csv"),
    graphml: () => save(new Blob([KG.toGraphml()], { type: "application/xml" }), "graphml"),
    svg: () => KG.result.actors.size && save(new Blob([KG.toSvg()], { type: "image/svg+xml" }), "svg"),
    png: async () => {
      if (!KG.result.actors.size) return;
      // A drawing that is not on screen has no pixels.
      if (KG.state.view !== "graph") KG.set({ view: "graph" });
      KG.network.redraw();
      await new Promise((resolve) => setTimeout(resolve, 60));
      save(await toPng(), "png");
    },
  };
})();
