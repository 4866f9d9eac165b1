/* Carnet: lights the place to which a search led, as the address says after #lit=. */
(function () {
  "use strict";
  var here = document.currentScript.src.replace(/lit\.js.*$/, "");
  var NOT_WORDS = ".noteref, .page, .para, .withheld, .gap, .ed, .back, .number";
  var BLOCKS = /^(P|LI|TD|TR|H2|H3|H4|DIV|BLOCKQUOTE|BR|SECTION)$/;

  function asked() {
    var found = /^#lit=([^&]+)(?:&n=(\d+))?$/.exec(location.hash);
    try {
      return found && { words: decodeURIComponent(found[1]), n: +found[2] || 0 };
    } catch (malformed) {
      return null;
    }
  }

  function light() {
    var want = asked();
    document.querySelectorAll("mark.lit").forEach(function (mark) {
      mark.replaceWith.apply(mark, mark.childNodes);
    });
    if (!want) return;
    if (!window.carnet || !window.carnet.each_word) {
      var script = document.createElement("script");
      script.src = here + "words.js";
      script.onload = light;
      document.head.appendChild(script);
      return;
    }
    var fold = window.carnet.fold, terms = [], stands = [], text = "", nodes = [];
    window.carnet.each_word(want.words, function (start, end, word) { terms.push(fold(word)); });
    document.querySelectorAll(".entry .text, .entry .notes").forEach(function (part) {
      var walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, function (node) {
        return node.nodeType === 1 && node.matches(NOT_WORDS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
      });
      text += "\n";
      for (var node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.nodeType === 1) {
          if (BLOCKS.test(node.tagName)) text += "\n";
          continue;
        }
        nodes.push([node, text.length]);
        text += node.data;
      }
    });
    window.carnet.each_word(text, function (start, end, word) { stands.push([fold(word), start, end]); });
    var places = [];
    for (var i = 0; terms.length && i + terms.length <= stands.length; i++) {
      var k = 0;
      while (k < terms.length && stands[i + k][0] === terms[k]) k++;
      if (k === terms.length) places.push([stands[i][1], stands[i + k - 1][2]]);
    }
    var place = places[Math.min(want.n, places.length - 1)];
    if (place) mark(nodes, place[0], place[1]);
  }

  function mark(nodes, start, end) {
    var first = null;
    nodes.forEach(function (row) {
      var node = row[0], from = Math.max(start - row[1], 0), to = Math.min(end - row[1], node.data.length);
      if (from >= to || !node.data.slice(from, to).trim()) return;
      var lit = document.createElement("mark"), words = node.splitText(from);
      words.splitText(to - from);
      lit.className = "lit";
      lit.style.background = "var(--s2)";
      lit.style.color = "var(--ink)";
      lit.style.outline = "none";
      words.replaceWith(lit);
      lit.append(words);
      first = first || lit;
    });
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  window.addEventListener("hashchange", light);
  light();
})();
