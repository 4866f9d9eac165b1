/* Carnet: finds things in the blocks of the edition. A block is a script that hands over some
   hundred entries, in the edition's order; it is loaded when a query may find something in it.
   What is found, and how it is counted, is told in carnet/search/match.py. */
(function () {
  "use strict";
  var carnet = (window.carnet = window.carnet || {});
  var SLICE = 12; /* milliseconds of work before the page may breathe */
  var PIECE = 20000, PART = /(?<=\p{L}) (?=\p{L})|[。！？](?=\p{L})/gu; /* of a long text that is looked at without a pause */
  var K1 = 1.2, B = 0.75;
  var here = document.currentScript ? document.currentScript.src.replace(/engine\.js.*$/, "") : "";
  var numbers = new Map(), spelt = []; /* every term met so far, by number */
  var shelf = null, blocks = [], lists = {}, named = {}, waiting = {}, then_open = [];

  /* ---------------------------------------------------------------- scripts that bring data */

  function load(name, failed) {
    var script = document.createElement("script");
    script.src = here + name + ".js";
    script.onload = function () {
      script.remove();
      failed(); /* what came whole has been taken by now; a broken script hands nothing over */
    };
    script.onerror = function () {
      script.remove();
      failed();
    };
    document.head.appendChild(script);
  }

  function wanted(name, then) {
    if (waiting[name]) return waiting[name].push(then);
    waiting[name] = [then];
    load(name, function () { arrived(name, null); });
  }

  function arrived(name, data) {
    var those = waiting[name] || [];
    delete waiting[name];
    those.forEach(function (then) { then(data); });
  }

  carnet.shelf = function (data) {
    shelf = data;
    blocks = data.blocks.map(function (name, at) { return { name: name, at: at, data: null, ids: null }; });
    then_open.splice(0).forEach(function (then) { then(); });
  };
  carnet.block = function (name, data) { arrived(name, unpacked(data)); };
  carnet.terms = function (name, data) {
    arrived(name, { terms: spelt_out(data[0].split(" ")), where: data[1].split(" ") });
  };
  carnet.records = arrived;

  /* ---------------------------------------------------------------- what packing.py has packed */

  /* Strings that begin as the one before them does, and may end so (`both`). */
  function spelt_out(rows, both) {
    var before = "";
    return rows.map(function (row) {
      var end = both ? parseInt(row[1], 36) : 0;
      return (before = before.slice(0, parseInt(row[0], 36)) + row.slice(both ? 2 : 1) + (end ? before.slice(-end) : ""));
    });
  }

  function unpacked(data) {
    var before = "", values = data.values, titles = spelt_out(values.source[1], true);
    data.when = data.when.split("|").map(function (day) {
      var kept = /^\d\d$/.test(day) ? 8 : /^\d\d-\d\d$/.test(day) ? 5 : 0;
      return (before = before.slice(0, kept) + day);
    });
    data.ids = data.ids.split("|").map(function (id, n) { return id[0] === "/" ? id.slice(1) : data.when[n] + id; });
    values.source = spelt_out(values.source[0], true).map(function (name, n) { return [name, titles[n]]; });
    ["language", "source", "author"].forEach(function (name) {
      var of = data[name];
      if (typeof of === "number") data[name] = data.ids.map(function (_, n) { return of < 0 ? n : of; });
    });
    return data;
  }

  function open(then) {
    if (shelf) then();
    else then_open.push(then);
  }

  /* ---------------------------------------------------------------- words of a block */

  function number(word) {
    var term = carnet.fold(word), n = numbers.get(term);
    if (n === undefined) {
      numbers.set(term, (n = spelt.length));
      spelt.push(term);
    }
    return n;
  }

  /* Where a long text may be parted: at a blank between two letters, or a full stop
     of the East, no word is cut, and no hyphen at the
     end of a line. */
  function piece(text, from) {
    if (text.length - from <= 2 * PIECE) return text.length;
    PART.lastIndex = from + PIECE;
    var found = PART.exec(text);
    return found ? found.index + 1 : text.length;
  }

  /* Entries of a block as numbers of terms; some at a time. True when all are. */
  function tokenise(block, until) {
    var texts = block.data.texts, work = block.work;
    if (!work) work = block.work = { n: 0, at: 0, ids: [], starts: [], ends: [], first: [0] };
    var known = block.data.known || (block.data.known = new Map());
    while (work.n < texts.length) {
      var text = texts[work.n], from = work.at, to = piece(text, from);
      carnet.each_word(from || to < text.length ? text.slice(from, to) : text, function (start, end, word) {
        var n = known.get(word);
        if (n === undefined) known.set(word, (n = number(word)));
        work.ids.push(n);
        work.starts.push(from + start);
        work.ends.push(from + end);
      });
      work.at = to;
      if (to === text.length) {
        work.first.push(work.ids.length);
        work.n++;
        work.at = 0;
      }
      if (performance.now() > until) break;
    }
    if (work.n < texts.length) return false;
    block.ids = Int32Array.from(work.ids);
    block.starts = Int32Array.from(work.starts);
    block.ends = Int32Array.from(work.ends);
    block.first = Int32Array.from(work.first);
    block.work = block.data.known = null;
    return true;
  }

  /* The first and the last day that an entry may be of, as carnet/search/facts.py has them. */
  function dates_of(data, n) {
    if (data.dates[n]) return data.dates[n];
    var day = data.when[n];
    if (!day) return null;
    var key = carnet.day_key(+day.slice(0, 4), +day.slice(5, 7), +day.slice(8, 10));
    return [key, key];
  }

  function says(value, parts) {
    var terms = [];
    carnet.each_word(value, function (start, end, word) { terms.push(carnet.fold(word)); });
    return terms.some(function (_, at) {
      return at + parts.length <= terms.length && parts.every(function (part, n) {
        return part.beginning ? terms[at + n].startsWith(part.term) : terms[at + n] === part.term;
      });
    });
  }

  function speaks(tag, parts) {
    var own = tag.replace(/_/g, "-").split("-").map(carnet.fold);
    return own.length >= parts.length && parts.every(function (part, n) { return own[n] === part.term; });
  }

  /* ---------------------------------------------------------------- a query, made ready */

  function prepare(node) {
    if (node.kind === "phrase") {
      node.spots = 0;
      node.parts.forEach(function (part) { part.flags = null; });
    }
    if (node.kind === "near") node.spots = 0;
    (node.nodes || [node.left, node.right, node.node]).forEach(function (each) { if (each) prepare(each); });
  }

  /* Terms are numbered as they are met: before each block the new ones are looked at. */
  function refresh(node) {
    if (node.kind === "phrase")
      node.parts.forEach(function (part) {
        if (!part.beginning) {
          var n = numbers.get(part.term);
          part.id = n === undefined ? -1 : n;
          return;
        }
        var done = part.flags ? part.flags.length : 0, flags = new Uint8Array(spelt.length);
        if (done) flags.set(part.flags);
        for (var i = done; i < spelt.length; i++) if (spelt[i].startsWith(part.term)) flags[i] = 1;
        part.flags = flags;
      });
    else if (node.kind === "said") node.block = null;
    (node.nodes || [node.left, node.right, node.node]).forEach(function (each) { if (each) refresh(each); });
  }

  function is(part, id) {
    return part.beginning ? part.flags[id] === 1 : part.id === id;
  }

  /* In one entry: null, or the spots as pairs of words [start, end), in order. */
  function find(node, block, n) {
    var i, spots;
    switch (node.kind) {
      case "phrase": {
        var parts = node.parts, head = parts[0], last = block.first[n + 1] - parts.length, ids = block.ids;
        spots = null;
        for (i = block.first[n]; i <= last; i++) {
          if (!is(head, ids[i])) continue;
          var k = 1;
          while (k < parts.length && is(parts[k], ids[i + k])) k++;
          if (k === parts.length) (spots = spots || []).push([i, i + k]);
        }
        if (spots) node.spots += spots.length;
        return spots;
      }
      case "or":
      case "and": {
        var all = [], any = false;
        for (i = 0; i < node.nodes.length; i++) {
          spots = find(node.nodes[i], block, n);
          if (spots) {
            any = true;
            all.push(spots);
          } else if (node.kind === "and") {
            /* the rest is still counted, for rank */
            for (i++; i < node.nodes.length; i++) find(node.nodes[i], block, n);
            return null;
          }
        }
        return any ? together(all) : null;
      }
      case "not":
        return find(node.node, block, n) ? null : [];
      case "near":
        spots = near(find(node.left, block, n), find(node.right, block, n), node.words);
        if (spots) node.spots += spots.length;
        return spots;
      case "during": {
        var dates = dates_of(block.data, n);
        return dates && dates[0] <= node.last && dates[1] >= node.first ? [] : null;
      }
      case "linked":
        return node.has && node.has.has(block.at * 16777216 + n) ? [] : null;
      default:
        return said(node, block.data, n) ? [] : null;
    }
  }

  function said(node, data, n) {
    var of = data[node.field][n], known = node.block || (node.block = []);
    if (known[of] === undefined) {
      var value = data.values[node.field][of];
      known[of] = node.field === "language" ? speaks(value, node.parts)
        : node.field === "source" ? says(value[0], node.parts) || says(value[1], node.parts)
        : says(value, node.parts);
    }
    return known[of];
  }

  function order(one, two) {
    return one[0] - two[0] || one[1] - two[1];
  }

  function together(lists) {
    if (lists.length === 1) return lists[0];
    var all = lists.flat().sort(order);
    return all.filter(function (spot, n) { return !n || order(spot, all[n - 1]); });
  }

  function near(left, right, words) {
    if (!left || !right) return null;
    var both = left.map(function (spot) { return [spot[0], spot[1], 0]; })
      .concat(right.map(function (spot) { return [spot[0], spot[1], 1]; }))
      .sort(function (one, two) { return order(one, two) || one[2] - two[2]; });
    var out = [];
    for (var i = 1; i < both.length; i++) {
      var between = both[i][0] - both[i - 1][1];
      if (both[i][2] !== both[i - 1][2] && between >= 0 && between <= words) out.push([both[i - 1][0], both[i][1]]);
    }
    return out.length ? together([out.sort(order), []]) : null;
  }

  /* ---------------------------------------------------------------- what entries name */

  /* The kinds of records that a query asks for. */
  function kinds_in(node, out) {
    if (node.kind === "linked") out[node.field] = true;
    (node.nodes || [node.left, node.right, node.node]).forEach(function (each) { if (each) kinds_in(each, out); });
    return out;
  }

  /* A record of a list is its ids, its names, and where it is named: each block with its entries. */
  function link(node) {
    if (node.kind === "linked") {
      node.has = new Set();
      node.blocks = [];
      (named[node.field] || []).forEach(function (record) {
        if (!record[1].some(function (name) { return says(name, node.parts); }) &&
          !record[0].some(function (id) { return is_id(id, node.parts); })) return;
        record[2].split(" ").forEach(function (where) {
          var of = where.split(".").map(function (n) { return parseInt(n, 36); });
          node.blocks[of[0]] = true;
          for (var i = 1; i < of.length; i++) node.has.add(of[0] * 16777216 + of[i]);
        });
      });
    }
    (node.nodes || [node.left, node.right, node.node]).forEach(function (each) { if (each) link(each); });
  }

  function is_id(id, parts) {
    var terms = [];
    carnet.each_word(id, function (start, end, word) { terms.push(carnet.fold(word)); });
    return terms.length === parts.length && parts.every(function (part, n) {
      return !part.beginning && terms[n] === part.term;
    });
  }

  /* ---------------------------------------------------------------- which blocks to look into */

  function list_of(term) {
    var code = term.codePointAt(0);
    return "t-" + (code < 0x600 ? code : 0x10000 + (code >> 8)).toString(16);
  }

  function lists_for(node, out) {
    if (node.kind === "phrase") node.parts.forEach(function (part) { out[list_of(part.term)] = true; });
    else if (node.kind !== "not" && node.kind !== "linked")
      (node.nodes || [node.left, node.right]).forEach(function (each) { if (each) lists_for(each, out); });
    return out;
  }

  /* For one term or beginning, the blocks that have it: an array of truths. */
  function having(part) {
    var list = lists[list_of(part.term)], has = [], low = 0, high = list ? list.terms.length : 0;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list.terms[middle] < part.term) low = middle + 1;
      else high = middle;
    }
    for (; list && low < list.terms.length; low++) {
      var term = list.terms[low];
      if (part.beginning ? !term.startsWith(part.term) : term !== part.term) break;
      var where = list.where[low];
      if (where[0] === "x")
        for (var i = 1; i < where.length; i++) {
          var bits = parseInt(where[i], 16);
          for (var k = 0; k < 4; k++) if (bits & (1 << k)) has[4 * (i - 1) + k] = true;
        }
      else where.split(".").forEach(function (n) { has[parseInt(n, 36)] = true; });
    }
    return has;
  }

  /* The blocks in which a query may find something; null for all. */
  function likely(node) {
    var sets;
    if (node.kind === "phrase") sets = node.parts.map(having);
    else if (node.kind === "and") sets = node.nodes.map(likely);
    else if (node.kind === "during")
      return blocks.map(function (_, n) {
        var time = shelf.times[n];
        return time.length > 0 && time[0] <= node.last && time[1] >= node.first;
      });
    else if (node.kind === "linked") return blocks.map(function (_, n) { return !!node.blocks[n]; });
    else if (node.kind === "near") sets = [likely(node.left), likely(node.right)];
    else if (node.kind === "or") {
      sets = node.nodes.map(likely);
      if (sets.some(function (set) { return !set; })) return null;
      return blocks.map(function (_, n) { return sets.some(function (set) { return set[n]; }); });
    } else return null;
    sets = sets.filter(Boolean);
    if (!sets.length) return null;
    return blocks.map(function (_, n) { return sets.every(function (set) { return set[n]; }); });
  }

  /* ---------------------------------------------------------------- a search */

  /* Finds a query; `told(found)` comes again and again, with `found.done` in the end. A new search
     ends the one before. `found.hits` holds [block, entry, first word, after its last], and
     `found.groups` for each entry what facets ask of it, and how many of the hits are its. */
  var current = 0;

  function search(node, told) {
    var mine = ++current;
    var found = { hits: [], groups: [], entries: 0, done: false, node: node, looked: 0, of: 0, failed: 0 };
    prepare(node);
    open(function () {
      var known = shelf.lists.length > 0; /* a small edition has no lists */
      var names = known ? Object.keys(lists_for(node, {})).filter(function (name) { return !lists[name]; }) : [];
      var kinds = Object.keys(kinds_in(node, {})).filter(function (kind) {
        return shelf.named.indexOf(kind) >= 0 && !named[kind];
      });
      var missing = names.length + kinds.length;
      function ready() {
        if (mine !== current) return;
        link(node);
        var may = known ? likely(node) : null;
        var todo = blocks.filter(function (_, n) { return !may || may[n]; });
        found.of = todo.length;
        look(todo, 0);
      }
      if (!missing) return ready();
      kinds.forEach(function (kind) {
        wanted("r-" + kind, function (data) {
          if (data) named[kind] = data;
          else found.failed++;
          if (!--missing) ready();
        });
      });
      names.forEach(function (name) {
        if (shelf.lists.indexOf(name) < 0) {
          lists[name] = { terms: [], where: [] };
          if (!--missing) ready();
          return;
        }
        wanted(name, function (data) {
          if (data) lists[name] = data;
          else found.failed++;
          if (!--missing) ready();
        });
      });
    });

    function look(todo, n) {
      if (mine !== current) return;
      if (n === todo.length) {
        found.done = true;
        return told(found);
      }
      for (var ahead = n; ahead < Math.min(n + 3, todo.length); ahead++) fetch_block(todo[ahead]);
      var block = todo[n];
      if (block.failed) {
        found.failed++;
        return look(todo, n + 1);
      }
      if (!block.data) return (block.then = function () { look(todo, n); });
      slice(todo, n);
    }

    function slice(todo, n) {
      var until = performance.now() + SLICE;
      while (n < todo.length && mine === current) {
        var block = todo[n];
        if (!block.data) return look(todo, n);
        if (!block.ids && !tokenise(block, until)) break;
        refresh(node);
        collect(found, block, block.at);
        found.looked = ++n;
        if (performance.now() > until) break;
      }
      if (mine !== current) return;
      if (n === todo.length) return look(todo, n);
      told(found);
      breathe(function () { look(todo, n); });
    }
  }

  function stop() {
    current++;
  }

  function fetch_block(block) {
    if (block.data || block.asked) return;
    block.asked = true;
    wanted("b-" + block.name, function (data) {
      block.data = data;
      block.failed = !data;
      var then = block.then;
      block.then = null;
      if (then) then();
    });
  }

  var channel = new MessageChannel(), turns = [];
  channel.port1.onmessage = function () { var turn = turns.shift(); if (turn) turn(); };
  function breathe(turn) {
    turns.push(turn);
    channel.port2.postMessage(0);
  }

  function collect(found, block, at) {
    for (var n = 0; n + 1 < block.first.length; n++) {
      var spots = find(found.node, block, n);
      if (!spots) continue;
      found.entries++;
      found.groups.push([fact(at, n), Math.max(1, spots.length)]);
      if (!spots.length) found.hits.push([at, n, -1, -1]);
      for (var i = 0; i < spots.length; i++) found.hits.push([at, n, spots[i][0], spots[i][1]]);
    }
  }

  /* ---------------------------------------------------------------- what to show of a hit */

  function describe_entry(data, n) {
    var dates = dates_of(data, n), source = data.values.source[data.source[n]];
    return {
      year: dates ? Math.floor(dates[0] / 512) : null,
      language: data.values.language[data.language[n]],
      source: source[0],
      title: source[1] || source[0]
    };
  }

  function describe(hit) {
    var block = blocks[hit[0]], data = block.data, n = hit[1], told = fact(hit[0], n);
    return {
      id: data.ids[n],
      when: data.when[n] || "",
      label: data.labels[n] || null,
      language: told.language,
      title: told.title,
      text: data.texts[n],
      start: hit[2] < 0 ? 0 : block.starts[hit[2]],
      end: hit[2] < 0 ? 0 : block.ends[hit[3] - 1]
    };
  }

  /* What facets ask of an entry; one object for each. */
  function fact(at, n) {
    var block = blocks[at], facts = block.facts || (block.facts = []);
    return facts[n] || (facts[n] = describe_entry(block.data, n));
  }

  /* Which occurrence of the same words this is in its entry, from 0. */
  function occurrence(hit) {
    var block = blocks[hit[0]], ids = block.ids, many = hit[3] - hit[2], count = 0;
    for (var i = block.first[hit[1]]; i < hit[2]; i++) {
      var k = 0;
      while (k < many && ids[i + k] === ids[hit[2] + k]) k++;
      if (k === many) count++;
    }
    return count;
  }

  function leaves(node, out) {
    if (node.kind === "phrase" || node.kind === "near") out.push(node);
    else if (node.nodes) node.nodes.forEach(function (each) { leaves(each, out); });
    return out;
  }

  /* Hits with the best entries first, by the Okapi formula as carnet/search/found.py has it. */
  function ranked(found, hits) {
    var parts = leaves(found.node, []), mean = Math.max(1, shelf.words / Math.max(1, shelf.entries));
    var rarity = parts.map(function (part) { return part.spots ? Math.log(1 + shelf.words / part.spots) : 0; });
    var entries = [], last = null;
    refresh(found.node);
    hits.forEach(function (hit) {
      if (!last || last.hits[0][0] !== hit[0] || last.hits[0][1] !== hit[1])
        entries.push((last = { n: entries.length, hits: [], score: score(hit) }));
      last.hits.push(hit);
    });
    function score(hit) {
      var block = blocks[hit[0]], length = (block.first[hit[1] + 1] - block.first[hit[1]]) / mean, sum = 0;
      parts.forEach(function (part, n) {
        var kept = part.spots, spots = find(part, block, hit[1]), often = spots ? spots.length : 0;
        part.spots = kept;
        sum += (rarity[n] * often * (K1 + 1)) / (often + K1 * (1 - B + B * length));
      });
      return Math.round(sum * 1e4) / 1e4;
    }
    entries.sort(function (one, two) { return two.score - one.score || one.n - two.n; });
    return entries.flatMap(function (entry) { return entry.hits; });
  }

  carnet.engine = {
    open: open, search: search, stop: stop, describe: describe, occurrence: occurrence, ranked: ranked,
    facts: function () { return shelf; }
  };
})();
