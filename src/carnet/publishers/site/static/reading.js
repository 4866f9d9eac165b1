/* Carnet: the reader's own choices, and the copying of passages. The pages need none of it. */
(function () {
  "use strict";
  var carnet = window.carnet;
  var root = document.documentElement;
  var table = null; /* of the language that the interface is in now */
  var wanted = ""; /* the language that was chosen last */

  /* ---------------------------------------------------------------- words, as in words.py */

  function number(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, table["thousands"]);
  }

  function fill(text, put) {
    return text.replace(/\{(\w+)\}/g, function (slot, name) {
      return Object.prototype.hasOwnProperty.call(put, name) ? put[name] : slot;
    });
  }

  /* A day, month or year as EDTF has it, in words. */
  function say(edtf) {
    var found = /^(-?)(\d{4,})(?:-(\d\d))?(?:-(\d\d))?$/.exec(edtf);
    if (!found || (found[3] && (+found[3] < 1 || +found[3] > 12))) return edtf;
    var year = found[1] || +found[2] === 0 ? 1 + +found[2] : +found[2];
    var put = { year: year, month: found[3] && table.dates.months[found[3] - 1] };
    if (found[1] || +found[2] === 0) put.year = fill(table.dates.before_christ, { year: year });
    if (!found[3]) return String(put.year);
    if (!found[4]) return fill(table.dates.month, put);
    put.day = +found[4] === 1 ? table.dates.first : +found[4];
    return fill(table.dates.day, put);
  }

  function one(spec) {
    if (spec.charAt(0) === "=") return spec.slice(1);
    var parts = spec.split("|");
    var key = parts.shift();
    var put = {};
    parts.forEach(function (part) {
      var found = /^(\w+)([=@&#])([\s\S]*)$/.exec(part);
      if (!found) return;
      var value = found[3];
      if (found[2] === "@") value = say(value);
      else if (found[2] === "&") value = table[value] || value;
      else if (found[2] === "#") {
        if (table[key + ".many"]) key += +value === 1 ? ".one" : ".many";
        value = number(value);
      }
      put[found[1]] = value;
    });
    return fill(table[key] || key, put);
  }

  function tell(spec) {
    return spec.split("\n").map(one).filter(Boolean).join(" · ");
  }

  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }

  function put_words(within) {
    each("[data-w]", function (e) { e.textContent = tell(e.getAttribute("data-w")); }, within);
    each("[data-t]", function (e) { e.title = tell(e.getAttribute("data-t")); }, within);
    each("[data-a]", function (e) { e.setAttribute("aria-label", tell(e.getAttribute("data-a"))); }, within);
    each("[data-d]", function (e) { e.textContent = say(e.getAttribute("data-d")); }, within);
    each("[data-k]", function (e) {
      var day = table.dates.weekdays[e.getAttribute("data-k")];
      e.textContent = e.hasAttribute("data-short") ? day.slice(0, 2) : day;
    }, within);
    each("[data-en]", function (e) { e.textContent = e.getAttribute("data-" + root.lang); }, within);
  }

  /* Of languages chosen in quick succession the last wins, whichever's words come last. */
  function choose(language) {
    wanted = language;
    carnet.need(language, function (words) { if (wanted === language) turn(language, words); });
  }

  function turn(language, words) {
    table = words;
    root.lang = language;
    put_words(document);
    if (panel) panel.querySelector("input[value=" + language + "]").checked = true;
    var head = document.querySelector("main h1");
    var edition = document.querySelector(".edition");
    if (head && edition && head.textContent.trim() !== edition.textContent.trim())
      document.title = head.textContent.replace(/\s+/g, " ").trim() + " · " + edition.textContent.trim();
    root.classList.remove("turning");
    document.dispatchEvent(new Event("carnet-language"));
  }

  /* The page may be turned into another language while these words are on their way: what comes late
     does not put the old language back. */
  function with_words(then) {
    var language = root.lang;
    carnet.need(language, function (words) {
      if (language !== root.lang) return with_words(then);
      table = words;
      then();
    });
  }

  carnet.tell = tell;
  carnet.say = say;
  carnet.number = number;
  carnet.made = made;
  carnet.put_words = put_words;
  carnet.with_words = with_words;

  function made(element, spec, more) {
    var e = document.createElement(element);
    if (spec) {
      e.setAttribute("data-w", spec);
      e.textContent = tell(spec);
    }
    for (var name in more || {}) e.setAttribute(name, more[name]);
    return e;
  }

  /* ---------------------------------------------------------------- the reader's choices */

  var button = document.querySelector(".tools");
  var panel = null;

  function choice(name, title, options, now, chosen) {
    var group = made("fieldset");
    group.appendChild(made("legend", title));
    options.forEach(function (option) {
      var label = made("label");
      var input = made("input", "", { type: "radio", name: name, value: option[0] });
      input.checked = option[0] === now;
      input.addEventListener("change", function () { chosen(option[0]); });
      label.appendChild(input);
      label.appendChild(made("span", option[1]));
      group.appendChild(label);
    });
    return group;
  }

  function build_panel() {
    panel = made("div", "", { "class": "panel", id: "choices", role: "group" });
    panel.setAttribute("data-a", "tools");
    panel.setAttribute("aria-label", tell("tools"));
    panel.hidden = true;
    panel.appendChild(choice("language", "tools.language",
      [["en", "=English"], ["fr", "=Français"], ["de", "=Deutsch"]], wanted || root.lang, function (language) {
        carnet.set("language", language === carnet.page ? "" : language);
        choose(language);
      }));
    panel.appendChild(choice("light", "tools.light",
      [["", "tools.auto"], ["light", "tools.day"], ["dark", "tools.night"]],
      root.getAttribute("data-light") || "", function (light) {
        carnet.set("light", light);
        if (light) root.setAttribute("data-light", light);
        else root.removeAttribute("data-light");
      }));
    panel.appendChild(choice("lines", "tools.lines",
      [["", "tools.run_on"], ["kept", "tools.kept"]], root.getAttribute("data-lines") || "",
      function (lines) {
        carnet.set("lines", lines);
        if (lines) root.setAttribute("data-lines", lines);
        else root.removeAttribute("data-lines");
      }));
    button.parentNode.insertBefore(panel, button.nextSibling);
  }

  function show_panel(shown) {
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) (panel.querySelector("input:checked") || panel.querySelector("input")).focus();
  }

  if (button) {
    button.addEventListener("click", function () {
      with_words(function () {
        if (!panel) build_panel();
        show_panel(panel.hidden);
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && panel && !panel.hidden) {
        show_panel(false);
        button.focus();
      }
    });
    document.addEventListener("click", function (event) {
      if (panel && !panel.hidden && !panel.contains(event.target) && !button.contains(event.target))
        show_panel(false);
    });
  }

  /* ---------------------------------------------------------------- passages */

  var text = document.querySelector(".entry .text");
  var bar = null;
  var picked = null; /* what is selected, and the paragraph in which it begins */

  function address(part) {
    var canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href.split("#")[0]) + (part ? "#" + part : "");
  }

  /* The words that are selected, without numbers of notes and other words that are not the text's. */
  function selected() {
    var selection = window.getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed) return null;
    var range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    var part = document.createElement("div");
    part.appendChild(range.cloneContents());
    each(".noteref, .page, .para, .withheld, .ed", function (e) { e.remove(); }, part);
    each("p, br:not(.lb), li, h2, h3, tr, .line", function (e) {
      e.parentNode.insertBefore(document.createTextNode("\n"), e);
    }, part);
    var words = part.textContent.replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s]*/g, "\n").trim();
    if (!words) return null;
    var at = range.startContainer;
    if (at.nodeType !== 1) at = at.parentElement;
    var place = at.closest("[id^=p]");
    return { words: words, part: place && /^p\d+$/.test(place.id) ? place.id : "" };
  }

  var silence = 0, spoken = null;

  function copy(words, told, status) {
    function done(ok) {
      status.textContent = tell(ok ? told : "quote.failed");
      clearTimeout(silence);
      if (spoken && spoken !== status) spoken.textContent = "";
      spoken = status;
      silence = setTimeout(function () { status.textContent = ""; }, 4000);
    }
    function by_hand() {
      var field = made("textarea", "", { "class": "away", "aria-hidden": "true", tabindex: "-1" });
      var back = document.activeElement;
      field.value = words;
      document.body.appendChild(field);
      field.select();
      var ok = false;
      try { ok = document.execCommand("copy"); } catch (refused) { ok = false; }
      field.remove();
      if (back) back.focus();
      done(ok);
    }
    if (navigator.clipboard && navigator.clipboard.writeText)
      navigator.clipboard.writeText(words).then(function () { done(true); }, by_hand);
    else by_hand();
  }

  function citation() {
    var cite = document.querySelector(".record .cite");
    return cite ? cite.textContent.replace(/\s+/g, " ").trim() : document.title;
  }

  function heard() {
    return bar.querySelector("[role=status]");
  }

  function build_bar() {
    bar = made("div", "", { "class": "quotebar", role: "toolbar" });
    bar.setAttribute("data-a", "quote");
    bar.setAttribute("aria-label", tell("quote"));
    [["quote.copy", function () {
      copy(fill(table["quoted"], { title: picked.words }) + "\n\n" + citation() + "\n" + address(picked.part), "quote.done", heard());
    }], ["quote.address", function () {
      copy(address(picked.part), "quote.done", heard());
    }]].forEach(function (row) {
      var b = made("button", row[0], { type: "button" });
      b.addEventListener("mousedown", function (event) { event.preventDefault(); });
      b.addEventListener("click", function () { if (picked) row[1](); });
      bar.appendChild(b);
    });
    bar.appendChild(made("span", "", { role: "status" }));
    text.parentNode.insertBefore(bar, text.nextSibling);
  }

  function look() {
    var now = selected();
    if (now) {
      picked = now;
      with_words(function () {
        if (picked !== now) return; /* it is gone, or another is selected */
        if (!bar) build_bar();
        bar.hidden = false;
      });
    } else if (!bar || !bar.contains(document.activeElement)) {
      picked = null;
      if (bar) bar.hidden = true;
    }
  }

  if (text) {
    var soon = 0;
    document.addEventListener("selectionchange", function () {
      clearTimeout(soon);
      soon = setTimeout(look, 150);
    });
  }

  /* ---------------------------------------------------------------- ways about */

  /* The looks of dialogs, then do something with them. */
  var sheet = null, sheeted = [];
  carnet.with_sheet = function (then) {
    if (sheet === true) return then();
    sheeted.push(then);
    if (sheet) return;
    sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = carnet.root + "script/ways.css";
    sheet.onload = sheet.onerror = function () {
      sheet = true;
      sheeted.splice(0).forEach(function (then) { then(); });
    };
    document.head.appendChild(sheet);
  };

  function way(name) {
    with_words(function () {
      if (carnet.ways) return carnet.ways[name]();
      var script = document.createElement("script");
      script.src = carnet.root + "script/ways.js";
      script.onload = function () { carnet.ways[name](); };
      document.head.appendChild(script);
    });
  }

  document.addEventListener("click", function (event) {
    var asked = event.target.closest ? event.target.closest(".go button") : null;
    if (asked) way(asked.value);
  });

  /* Letters do something only where nothing else has the keyboard, and can be turned off. */
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (!/^(BODY|MAIN|HTML)$/.test(document.activeElement.tagName) || document.querySelector("dialog[open]")) return;
    var link = null, key = event.key;
    if (key === "ArrowLeft" || key === "ArrowRight") {
      if (event.shiftKey) return;
      link = document.querySelector(".turn a[rel=" + (key === "ArrowLeft" ? "prev" : "next") + "]");
    } else if (carnet.get("keys") === "off") return;
    else if (key === "/" && !document.getElementById("query")) link = document.querySelector(".top a[href$='search.html']");
    else if (key === "c") link = document.querySelector(".top a[href$='contents.html']");
    else if (key === "g" || key === "r" || key === "?") way({ g: "date", r: "random", "?": "keys" }[key]);
    else return;
    if (link) link.click();
    if (link || key.length === 1) event.preventDefault();
  });

  /* Where the reader is, for the cover: in this browser only, and of this edition only. */
  if (document.querySelector("article.entry")) {
    var head = document.querySelector(".head h1");
    carnet.set("at " + carnet.root, location.pathname.replace(/^.*\/|\.html$/g, "") + "\n" + head.textContent.replace(/\s+/g, " ").trim());
  }
  var on = document.querySelector(".cover .on"), at = carnet.get("at " + carnet.root).split("\n");
  if (on && /^[\w.+~=@-]+$/.test(at[0]) && at[1]) {
    with_words(function () {
      var link = document.createElement("a");
      link.href = "entries/" + at[0] + ".html";
      link.append(made("span", "ways.read_on"), " · " + at[1].slice(0, 80));
      on.replaceChildren(link);
    });
  }

  /* ---------------------------------------------------------------- citations for programs */

  /* What the head of the page says of the entry. */
  function meta(name) {
    var found = document.querySelector('meta[name="' + name + '"]');
    return found ? found.content : "";
  }

  function facts() {
    var day = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dX])/.exec(meta("DC.date"));
    return {
      id: location.pathname.replace(/^.*\/|\.html$/g, ""), author: meta("citation_author"), title: meta("citation_title"),
      of: meta("citation_inbook_title"), day: day ? day.slice(1).filter(Boolean) : [],
      address: meta("citation_public_url"), language: meta("DC.language"), rights: meta("DC.rights")
    };
  }

  function bibtex(said) {
    return "@incollection{" + said.id + ",\n" + [
      ["author", said.author && "{" + tex(said.author) + "}"], ["title", tex(said.title)], ["booktitle", tex(said.of)],
      ["date", said.day.join("-")], ["year", said.day[0]], ["langid", said.language], ["url", said.address]
    ].filter(function (row) { return row[1]; }).map(function (row) {
      return "  " + row[0] + " = {" + row[1] + "},\n";
    }).join("") + "}\n";
  }

  function tex(text) {
    return text.replace(/\\/g, "\u0000").replace(/[&%$#_{}]/g, "\\$&").replace(/~/g, "\\textasciitilde{}")
      .replace(/\^/g, "\\textasciicircum{}").replace(/\u0000/g, "\\textbackslash{}");
  }

  function ris(said) {
    return [
      ["TY", "CHAP"], ["AU", said.author], ["TI", said.title], ["T2", said.of], ["PY", said.day[0]],
      ["DA", said.day.length && said.day.concat("", "").slice(0, 3).join("/")], ["LA", said.language],
      ["UR", said.address], ["ID", said.id]
    ].filter(function (row) { return row[1]; }).map(function (row) {
      return row[0] + "  - " + row[1] + "\r\n";
    }).join("") + "ER  - \r\n";
  }

  function csl(said) {
    var item = { id: said.id, type: "chapter", title: said.title, "container-title": said.of };
    if (said.author) item.author = [{ literal: said.author }];
    if (said.day.length) item.issued = { "date-parts": [said.day.map(Number)] };
    if (said.language) item.language = said.language;
    if (said.address) item.URL = said.address;
    return JSON.stringify([item], null, 1) + "\n";
  }

  each(".styles button", function (button) {
    var make = { bibtex: bibtex, ris: ris, csl: csl }[button.value];
    button.addEventListener("click", function () {
      with_words(function () {
        copy(make(facts()), "quote.done", button.parentNode.querySelector("[role=status]"));
      });
    });
  });

  /* ---------------------------------------------------------------- names */

  /* A card beside a name, from a script that is there as soon as one is pointed to; what was pointed
     to last counts when it comes. */
  var pointed = null;
  function name(event) {
    if (!event.target.closest || !event.target.closest(".text a.name, .named a")) return;
    pointed = event;
    if (carnet.name) return carnet.name(event);
    if (carnet.name === undefined)
      carnet.load("../cards/cards.js", function () { carnet.name = undefined; }, function () { carnet.name(pointed); });
    carnet.name = null; /* it is on its way */
  }
  document.addEventListener("pointerover", name);
  document.addEventListener("focusin", name);

  if (carnet.chosen) choose(carnet.chosen);
})();
