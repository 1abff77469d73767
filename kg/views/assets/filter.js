"use strict";
// From claims and state to what can be seen: claims, edges, actors, and counts beside each filter.
(function () {
  const KG = globalThis.KG;
  const SIGN = 1, TYPE = 2, MOD = 4, DATE = 8, REST = 16;

  /** Bits of the filters that a claim fails. */
  const failures = (state) => {
    const off = (names) => new Set(names);
    const signs = off(state.sign), types = off(state.type), mods = off(state.mod);
    const query = KG.fold(state.q);
    return (event, index) => {
      let failed = 0;
      if (signs.has(event.sign)) failed |= SIGN;
      if (types.has(event.type)) failed |= TYPE;
      if (mods.has(event.mod)) failed |= MOD;
      if (state.from && !(event.to && event.to >= state.from)) failed |= DATE;
      if (state.to && !(event.from && event.from <= state.to)) failed |= DATE;
      if (event.conf < state.conf) failed |= REST;
      if (query && !KG.foldedSentence(index).includes(query)) failed |= REST;
      return failed;
    };
  };

  const neighbours = (edges) => {
    const near = new Map();
    const add = (a, b) => (near.get(a) ?? near.set(a, new Set()).get(a)).add(b);
    for (const edge of edges) {
      add(edge.from, edge.to);
      add(edge.to, edge.from);
    }
    return near;
  };
  /** Actors by their distance from `start`, up to `limit` steps. */
  KG.distances = (edges, start, limit = Infinity) => {
    const near = neighbours(edges);
    const found = new Map([[start, 0]]);
    for (const id of found.keys()) {
      const next = found.get(id) + 1;
      if (next > limit) break;
      for (const other of near.get(id) ?? []) if (!found.has(other)) found.set(other, next);
    }
    return found;
  };

  /** The edges of `edges` that the scope lets through, and how far actors are from its centre. */
  const inScope = (state, edges) => {
    if (state.scope === "core" && KG.core) {
      return { edges: edges.filter((edge) => KG.core.has(edge.id)), depth: null };
    }
    if (state.scope === "ego" && state.focus) {
      const depth = KG.distances(edges, state.focus, state.hops);
      return { edges: edges.filter((edge) => depth.has(edge.from) && depth.has(edge.to)), depth };
    }
    if (state.scope === "path" && state.focus && state.goal) {
      const there = KG.distances(edges, state.focus), back = KG.distances(edges, state.goal);
      const length = there.get(state.goal) ?? Infinity;
      const step = (a, b) => there.get(a) + 1 + back.get(b) === length;
      const on = edges.filter((edge) => step(edge.from, edge.to) || step(edge.to, edge.from));
      return { edges: on, depth: there, length };
    }
    return { edges, depth: null };
  };

  /** Work out what the state shows. */
  KG.compute = () => {
    const state = KG.state;
    const test = failures(state);
    const failed = KG.events.map(test);
    const live = new Map();
    for (const edge of KG.data.edges) {
      const kept = edge.ev.filter((index) => !failed[index]);
      if (kept.length && kept.length >= state.min) live.set(edge.id, kept);
    }
    const candidates = KG.data.edges.filter((edge) => live.has(edge.id));
    const scope = inScope(state, candidates);
    const edges = new Map(scope.edges.map((edge) => [edge.id, live.get(edge.id)]));
    const actors = new Set(scope.edges.flatMap((edge) => [edge.from, edge.to]));
    if (state.scope === "ego" && state.focus) actors.add(state.focus);
    if (state.scope === "path") for (const id of [state.focus, state.goal]) if (id) actors.add(id);
    const events = [...edges.values()].flat().sort((x, y) => x - y);
    KG.result = {
      edges, actors, events,
      depth: scope.depth, length: scope.length,
      beyond: candidates.length - scope.edges.length,
      facets: facets(failed, scopeOfEvents(state, scope)),
      dated: KG.events.map((event, index) => index).filter(
        (index) => !(failed[index] & ~DATE) && KG.events[index].from && near(KG.edgeOf[index], state, scope),
      ),
    };
  };

  // Counts beside a filter say what switching it on would add, so they look past the filter itself.
  const near = (edge, state, scope) => {
    if (state.scope === "core") return !KG.core || KG.core.has(edge.id);
    if (scope.depth === null) return true;
    if (state.scope === "path") return scope.edges.includes(edge);
    return scope.depth.has(edge.from) && scope.depth.has(edge.to);
  };
  const scopeOfEvents = (state, scope) => (index) => near(KG.edgeOf[index], state, scope);
  const facets = (failed, within) => {
    const count = { sign: new Map(), type: new Map(), mod: new Map() };
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    KG.events.forEach((event, index) => {
      if (!within(index)) return;
      if (!(failed[index] & ~SIGN)) add(count.sign, event.sign);
      if (!(failed[index] & ~TYPE)) add(count.type, event.type);
      if (!(failed[index] & ~MOD)) add(count.mod, event.mod);
    });
    return count;
  };

  /** How many of these claims are positive, negative, neutral. */
  KG.tally = (indices) => {
    const sum = { positive: 0, negative: 0, neutral: 0 };
    for (const index of indices) sum[KG.events[index].sign] += 1;
    return sum;
  };
  /** The visible claims that the selection is about, newest first. */
  KG.selectedEvents = () => {
    const { sel, a, b } = KG.state;
    const about = {
      edge: (event, edge) => edge.id === a,
      actor: (event) => event.s === a || event.t === a,
      pair: (event) => (event.s === a && event.t === b) || (event.both && event.s === b && event.t === a),
    }[sel];
    if (!about) return [];
    return KG.result.events.filter((index) => about(KG.events[index], KG.edgeOf[index])).reverse();
  };
})();
