/* Carnet: the search page. What is asked, and what of it is shown, stands in the address after the
   #, so that a search can be kept, sent and come back to. */
(function () {
  "use strict";
  var carnet = window.carnet, engine = carnet.engine;
  var PAGE = 50, AROUND = 70, BARS = 60, SOURCES = 6;
  var form = document.querySelector(".ask"), input = document.getElementById("query");
  var said = document.getElementById("said"), heard = document.getElementById("heard");
  var place = document.querySelector(".found"), facets = document.querySelector(".facets");
  var list = document.querySelector(".kwic"), more = document.querySelector(".more");
  var choosing = document.querySelector(".order"), how = document.querySelector(".how");
  var found = null, shown = null, state = read(), many = PAGE, drawn = 0, timer = 0, announcing = 0;
  var made = carnet.made;
  var ready = false; /* the words of the interface are here */
  var written = null; /* what this page last wrote into the address */

  function plain(text) {
    return "=" + text.replace(/\s+/g, " ").replace(/\|/g, "¦");
  }

  /* ---------------------------------------------------------------- the address */

  function read() {
    var of = new URLSearchParams(location.hash.slice(1)), years = /^(-?\d+),(-?\d+)$/.exec(of.get("years") || "");
    return {
      q: of.get("q") || "",
      years: years ? [+years[1], +years[2]] : of.get("years") === "none" ? "none" : null,
      language: of.get("language"),
      source: of.get("source"),
      order: of.get("order") === "rank" ? "rank" : "date"
    };
  }

  function write() {
    var of = new URLSearchParams();
    if (state.q) of.set("q", state.q);
    if (state.years) of.set("years", state.years === "none" ? "none" : state.years.join(","));
    if (state.language !== null) of.set("language", state.language);
    if (state.source !== null) of.set("source", state.source);
    if (state.order === "rank") of.set("order", "rank");
    var hash = "#" + of.toString();
    if (hash === location.hash || (hash === "#" && !location.hash)) return;
    written = hash;
    try {
      history.replaceState(null, "", hash);
    } catch (refused) {
      location.replace(hash);
    }
  }

  /* ---------------------------------------------------------------- asking */

  function ask(kept) {
    clearTimeout(timer);
    if (!ready) return; /* what is written until then is asked when they come */
    clearTimeout(announcing);
    var query = input.value.trim();
    if (!kept) {
      state.q = query;
      state.years = state.language = state.source = null;
    }
    many = PAGE;
    drawn = 0;
    write();
    engine.stop();
    found = null;
    if (!query) return clear();
    busy(true);
    var node, seen = false;
    try {
      node = carnet.parse(query);
    } catch (error) {
      if (!error.code) throw error;
      return error.code === "empty" ? clear() : amiss(query, error);
    }
    if (how.open) how.open = false;
    if (!engine.facts()) return broken();
    engine.search(node, function (now) {
      found = now;
      var first = !seen && now.hits.length > 0;
      if (now.done || first || !drawn || performance.now() - drawn > 250) draw();
      seen = seen || first;
    });
  }

  /* Whether what is shown may yet change without the reader's doing. */
  function busy(yes) {
    said.setAttribute("aria-busy", String(yes));
  }

  function clear() {
    said.textContent = "";
    place.hidden = true;
    busy(false);
    hear("");
  }

  /* Nothing is known of what there is to look into. */
  function broken() {
    clear();
    said.append(made("p", "search.failed", { "class": "error" }));
    hear(carnet.tell("search.failed"));
  }

  function hear(words) {
    clearTimeout(announcing);
    announcing = setTimeout(function () { heard.textContent = words; }, 500);
  }

  function amiss(query, error) {
    clear();
    var where = made("code"), at = Math.min(error.at, query.length);
    where.append(query.slice(0, at), made("mark"), query.slice(at + 1));
    where.querySelector("mark").textContent = query.slice(at, at + 1) || "\u2009";
    said.append(made("p", "search.error." + error.code, { "class": "error" }), where);
    hear(carnet.tell("search.error." + error.code));
  }

  /* ---------------------------------------------------------------- choosing among what was found */

  function passes(fact, but) {
    if (but !== "year" && state.years) {
      if (state.years === "none" ? fact.year !== null
        : fact.year === null || fact.year < state.years[0] || fact.year > state.years[1]) return false;
    }
    if (but !== "language" && state.language !== null && fact.language !== state.language) return false;
    return but === "source" || state.source === null || fact.source === state.source;
  }

  function add(counts, value, n) {
    counts.set(value, (counts.get(value) || 0) + n);
  }

  /* What passes, and for each facet how much would if only the others were chosen. */
  function chosen() {
    var counts = { year: new Map(), language: new Map(), source: new Map() }, titles = {}, hits = [];
    var free = !state.years && state.language === null && state.source === null, entries = 0, at = 0;
    found.groups.forEach(function (group) {
      var fact = group[0], n = group[1];
      if (free || passes(fact, "year")) add(counts.year, fact.year, n);
      if (free || passes(fact, "language")) add(counts.language, fact.language, n);
      if (free || passes(fact, "source")) add(counts.source, fact.source, n);
      titles[fact.source] = fact.title;
      if (free || passes(fact)) {
        entries++;
        for (var i = at; !free && i < at + n; i++) hits.push(found.hits[i]);
      }
      at += n;
    });
    return { counts: counts, titles: titles, hits: free ? found.hits : hits, entries: entries };
  }

  function draw() {
    drawn = performance.now();
    shown = chosen();
    busy(!found.done);
    if (state.order === "rank" && found.done) shown.hits = engine.ranked(found, shown.hits);
    tell();
    place.hidden = !found.hits.length;
    if (!found.hits.length) return;
    draw_facets();
    draw_order();
    draw_lines();
  }

  function tell() {
    var spec = "search.hits|n#" + shown.hits.length + "\nsearch.in|n#" + shown.entries;
    said.textContent = "";
    var asked = made("p", "", { "class": "asked" }); /* for paper, which has no field */
    asked.textContent = state.q;
    said.append(asked);
    if (!found.done && !found.hits.length) return said.append(made("p", "search.looking"));
    if (!found.hits.length) return nothing();
    said.append(made("p", found.done ? spec : spec + "\nsearch.looking", { "class": "count" }));
    if (found.failed) said.append(made("p", "search.failed", { "class": "error" }));
    if (state.years || state.language !== null || state.source !== null) {
      var back = made("button", "search.clear", { type: "button" });
      back.addEventListener("click", function () {
        state.years = state.language = state.source = null;
        changed();
        input.focus();
      });
      said.append(back);
    }
    if (found.done) hear(carnet.tell(spec));
  }

  function nothing() {
    var tips = suggestions(state.q);
    said.append(made("p", "search.none", { "class": "none" }));
    if (found.failed) said.append(made("p", "search.failed", { "class": "error" }));
    if (tips.length) {
      var items = made("ul", "", { "class": "tips" });
      tips.forEach(function (tip) {
        var item = made("li"), button = made("button", "", { type: "button" });
        button.textContent = tip;
        button.addEventListener("click", function () {
          input.value = tip;
          input.focus();
          ask();
        });
        item.append(button);
        items.append(item);
      });
      said.append(made("p", "search.try"), items);
    }
    said.append(made("p", "search.try_less", { "class": "soft" }));
    hear(carnet.tell("search.none"));
  }

  /* Other queries that find more: endings left open, quotation marks gone, one word instead of all. */
  function suggestions(query) {
    var words = [], out = [];
    if (/[():]|\b(AND|OR|NOT|NEAR)\b|(^|\s)-/.test(query)) return out;
    carnet.each_word(query, function (start, end) { words.push(query.slice(start, end)); });
    var open = words.map(function (word) { return word.length > 4 ? word.slice(0, word.length - (word.length > 6 ? 2 : 1)) + "*" : word + "*"; });
    if (/["“”„«»]/.test(query) && words.length > 1) out.push(words.join(" "), words.join(" NEAR "));
    else if (words.length > 1) out.push(words.join(" OR "));
    if (words.length && !/\*/.test(query)) out.push(open.join(" "));
    return out;
  }

  function changed() {
    many = PAGE;
    write();
    draw();
  }

  /* ---------------------------------------------------------------- facets */

  function draw_facets() {
    var focus = document.activeElement, key = focus && facets.contains(focus) ? focus.getAttribute("data-key") : null;
    facets.textContent = "";
    draw_years();
    draw_values("language", "search.languages", shown.counts.language, function (value) {
      return value ? plain(named(value)) : "search.unknown";
    });
    draw_values("source", "search.sources", shown.counts.source, function (value) {
      return plain(shown.titles[value]);
    });
    facets.hidden = !facets.childNodes.length;
    if (key !== null) {
      var same = Array.prototype.find.call(facets.querySelectorAll("button"), function (b) {
        return b.getAttribute("data-key") === key;
      });
      if (same) same.focus();
    }
  }

  function named(tag) {
    try {
      return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(tag);
    } catch (unknown) {
      return tag;
    }
  }

  function draw_years() {
    var years = Array.from(shown.counts.year.keys()).filter(function (year) { return year !== null; });
    var undated = shown.counts.year.get(null) || 0;
    if (years.length + (undated ? 1 : 0) < 2 && !state.years) return;
    var first = Math.min.apply(null, years), last = Math.max.apply(null, years), step = 1;
    [1, 2, 5, 10, 20, 50, 100, 500].some(function (each) {
      step = each;
      return (last - first) / each < BARS;
    });
    first = Math.floor(first / step) * step;
    var bars = [], most = 1;
    for (var year = first; year <= last; year += step) {
      var n = 0;
      for (var i = year; i < year + step; i++) n += shown.counts.year.get(i) || 0;
      bars.push([year, n]);
      most = Math.max(most, n);
    }
    var section = made("div", "", { "class": "by-year" });
    section.append(made("h2", "search.years"));
    var chart = made("div", "", { "class": "chart", role: "toolbar", "aria-label": carnet.tell("search.years"), "data-a": "search.years" });
    var tabbed = false;
    bars.forEach(function (bar) {
      var name = said_year(bar[0]) + (step > 1 ? "–" + said_year(bar[0] + step - 1) : "");
      var on = !!state.years && state.years[0] === bar[0];
      var spec = "search.bar|what=" + name + "|n=" + carnet.number(bar[1]);
      var button = made("button", "", {
        type: "button", title: carnet.tell(spec), "data-t": spec, "aria-label": carnet.tell(spec), "data-a": spec,
        "aria-pressed": String(on), "data-key": "year " + bar[0], tabindex: "-1"
      });
      var fill = made("span", "", { "aria-hidden": "true" });
      fill.style.height = (bar[1] ? Math.max(4, (100 * bar[1]) / most) : 0) + "%";
      button.append(fill);
      if (!bar[1]) button.disabled = true;
      else if (on || (!tabbed && !state.years)) {
        button.tabIndex = 0;
        tabbed = true;
      }
      button.addEventListener("click", function () {
        state.years = on ? null : [bar[0], bar[0] + step - 1];
        changed();
      });
      chart.append(button);
    });
    if (!tabbed && chart.querySelector("button:enabled")) chart.querySelector("button:enabled").tabIndex = 0;
    chart.addEventListener("keydown", along);
    if (bars.length) section.append(chart);
    var ends = made("p", "", { "class": "ends", "aria-hidden": "true" });
    chart.style.width = ends.style.width = "min(100%, " + 2.2 * bars.length + "rem)";
    if (bars.length > 1) {
      ends.append(span(said_year(first)), span(said_year(Math.min(last, first + step * bars.length))));
      section.append(ends);
    }
    if (undated) section.append(value_list([["none", undated]], function () { return "search.undated"; },
      state.years === "none" ? "none" : null, function (value) {
        state.years = value;
        changed();
      }, "years"));
    facets.append(section);
  }

  function span(text) {
    var e = document.createElement("span");
    e.textContent = text;
    return e;
  }

  function said_year(year) {
    return year > 0 ? String(year) : carnet.say((year < 0 ? "-" : "") + ("0000" + Math.abs(year)).slice(-4));
  }

  /* The arrows go along the bars. */
  function along(event) {
    var go = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!go) return;
    var bars = Array.from(event.currentTarget.querySelectorAll("button:enabled"));
    var at = bars.indexOf(document.activeElement);
    var next = bars[Math.max(0, Math.min(bars.length - 1, at + go))];
    bars.forEach(function (bar) { bar.tabIndex = bar === next ? 0 : -1; });
    next.focus();
    event.preventDefault();
  }

  function draw_values(name, title, counts, spec_of) {
    if (counts.size < 2 && state[name] === null) return;
    /* where nearly each entry is a source of its own, sources tell no more than dates */
    if (name === "source" && state[name] === null && counts.size > SOURCES && counts.size > 0.8 * shown.entries) return;
    var values = Array.from(counts).sort(function (one, two) {
      return two[1] - one[1] || (one[0] < two[0] ? -1 : 1);
    });
    var section = made("div", "", { "class": "values" });
    section.append(made("h2", title), value_list(values.slice(0, SOURCES), spec_of, state[name], function (value) {
      state[name] = value;
      changed();
    }, name));
    if (values.length > SOURCES)
      section.append(made("p", "search.others|n#" + (values.length - SOURCES), { "class": "soft" }));
    facets.append(section);
  }

  function value_list(values, spec_of, now, choose, name) {
    var items = made("ul");
    values.forEach(function (row) {
      var on = row[0] === now, item = made("li");
      var button = made("button", "", { type: "button", "aria-pressed": String(on), "data-key": name + " " + row[0] });
      var n = span(carnet.number(row[1]));
      n.className = "size";
      button.append(made("span", spec_of(row[0])), " ", n);
      button.addEventListener("click", function () { choose(on ? null : row[0]); });
      item.append(button);
      items.append(item);
    });
    return items;
  }

  function draw_order() {
    choosing.hidden = false;
    if (choosing.childNodes.length) {
      choosing.querySelector("[value=" + state.order + "]").checked = true;
      return;
    }
    [["date", "search.by_date"], ["rank", "search.by_rank"]].forEach(function (row) {
      var label = made("label"), radio = made("input", "", { type: "radio", name: "order", value: row[0] });
      radio.checked = state.order === row[0];
      radio.addEventListener("change", function () {
        state.order = row[0];
        changed();
      });
      label.append(radio, made("span", row[1]));
      choosing.append(label);
    });
  }

  /* ---------------------------------------------------------------- lines */

  function draw_lines() {
    var wanted = shown.hits.slice(0, many), focus = document.activeElement;
    var at = list.contains(focus) ? Array.from(list.querySelectorAll("a")).indexOf(focus) : -1;
    var fresh = document.createDocumentFragment();
    wanted.forEach(function (hit) { fresh.append(line(hit)); });
    list.replaceChildren(fresh);
    if (at >= 0) {
      var links = list.querySelectorAll("a");
      if (links.length) links[Math.min(at, links.length - 1)].focus();
    }
    var left = shown.hits.length - wanted.length;
    more.hidden = !left;
    if (left) {
      var spec = "search.more|n#" + Math.min(left, PAGE);
      more.setAttribute("data-w", spec);
      more.textContent = carnet.tell(spec);
    }
  }

  function line(hit) {
    var of = engine.describe(hit), item = made("li"), link = made("a"), words = made("span", "", { "class": "words", dir: "auto" });
    var match = of.text.slice(of.start, of.end), from = Math.max(0, of.start - AROUND), to = of.end + AROUND;
    if (from && of.text.lastIndexOf(" ", of.start - 1) > from) from = of.text.indexOf(" ", from) + 1;
    if (to < of.text.length && of.text.lastIndexOf(" ", to) > of.end) to = of.text.lastIndexOf(" ", to);
    link.href = "entries/" + of.id + ".html" + (match ? "#lit=" + encodeURIComponent(match.slice(0, 300)) + "&n=" + engine.occurrence(hit) : "");
    var when = made("span", "", { "class": "when" });
    dated(when, of);
    var left = span((from > 0 ? "… " : "") + flat(of.text.slice(from, of.start)));
    var right = span(flat(of.text.slice(of.end, to)) + (to < of.text.length ? " …" : ""));
    left.className = "left";
    right.className = "right";
    var lit = made("mark");
    lit.textContent = flat(match);
    words.append(left, lit, right);
    if (of.language) words.lang = of.language;
    link.append(when, " ", words);
    if (shown.counts.source.size > 1) link.title = of.title;
    item.append(link);
    return item;
  }

  function flat(text) {
    return text.replace(/\s+/g, " ");
  }

  function dated(e, of) {
    if (of.label && of.label.length === 3) {
      ["en", "fr", "de"].forEach(function (language, n) { e.setAttribute("data-" + language, of.label[n]); });
      e.textContent = e.getAttribute("data-" + document.documentElement.lang);
    } else if (of.when && !of.label) {
      e.setAttribute("data-d", of.when);
      e.textContent = carnet.say(of.when);
    } else e.append(made("span", of.label && of.label[0] ? plain(of.label[0]) : "search.undated"));
  }

  /* ---------------------------------------------------------------- the keyboard */

  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    var at = document.activeElement, writes = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    if (event.key === "/" && !writes) {
      input.focus();
      input.select();
      event.preventDefault();
    } else if (event.key === "Escape" && list.contains(at)) input.focus();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (at !== input && !list.contains(at)) return;
      var links = Array.from(list.querySelectorAll("a")), next = links.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1);
      if (at === input && event.key === "ArrowUp") return;
      if (next < 0) input.focus();
      else if (links[next]) links[next].focus();
      if (links.length) event.preventDefault();
    }
  });

  more.addEventListener("click", function () {
    var before = list.childNodes.length;
    many += PAGE;
    draw_lines();
    var next = list.childNodes[before];
    if (next) next.querySelector("a").focus();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    ask(input.value.trim() === state.q);
  });
  input.addEventListener("input", function () {
    clearTimeout(timer);
    busy(true);
    timer = setTimeout(ask, 40);
  });
  window.addEventListener("hashchange", function () {
    if (location.hash === written) return; /* by this page itself: the field may be further on */
    written = null;
    state = read();
    input.value = state.q;
    ask(true);
  });
  document.addEventListener("carnet-language", function () { if (found && found.hits.length) draw(); });

  input.enterKeyHint = "search"; /* the name of a key on a phone */
  form.hidden = false;
  carnet.with_words(function () {
    var early = input.value.trim();
    ready = true;
    if (early && early !== state.q) return ask();
    input.value = state.q;
    if (state.q) ask(true);
    else {
      busy(false);
      input.focus();
    }
  });
})();
