/* Carnet: who is meant, beside the name, without leaving the page. A name that is pointed to for a
   moment, or that the keyboard has come to, shows a card; a tap and a click lead to the page, as ever. */
(function () {
  "use strict";
  var carnet = window.carnet, made = carnet.made;
  var NAMES = ".text a.name, .named a", WAIT = 300, LEAVE = 200; /* milliseconds */
  var shards = 1, known = {}, asked = {}, card = null, at = null, title = "", timer = 0;

  carnet.cards_in = function (n) { shards = n; };
  carnet.cards = function (n, cards) {
    for (var path in cards) known[path] = cards[path];
    var those = asked[n] || [];
    asked[n] = true; /* they are here, for who asks again */
    those.forEach(function (then) { then(); });
  };

  function find(path, then) {
    var sign = 0;
    for (var n = 0; n < path.length; n++) sign = (sign * 31 + path.charCodeAt(n)) & 65535;
    /* the pages end in .html, and the sign is that of the whole name */
    n = sign % shards;
    path = path.replace(/\.html$/, "");
    if (asked[n] === true) return known[path] && then(known[path]);
    if (asked[n]) return asked[n].push(function () { find(path + ".html", then); });
    asked[n] = [function () { if (known[path]) then(known[path]); }];
    carnet.load("../cards/" + n + ".js", function () { delete asked[n]; });
  }

  function hide() {
    clearTimeout(timer);
    if (!at) return;
    at.removeAttribute("aria-describedby");
    if (title) at.title = title;
    at = null;
    card.hidden = true;
  }

  function line(kind, text) {
    if (!text) return;
    var p = made("p", "", { "class": kind });
    p.textContent = text;
    card.append(p);
  }

  function show(link, facts) {
    hide();
    if (!card) {
      card = made("div", "", { "class": "card", id: "card", role: "tooltip" });
      card.addEventListener("pointerenter", function () { clearTimeout(timer); });
      card.addEventListener("pointerleave", soon_gone);
      (document.querySelector("main") || document.body).append(card);
    }
    card.replaceChildren();
    line("of", facts[0]);
    line("life", [facts[1], facts[2]].filter(Boolean).join(" · "));
    line("note", facts[3]);
    card.append(made("p", "entries|n#" + facts[4], { "class": "life" }));
    var by = /^standing\.(?!stated)[\s\S]*/m.exec(link.getAttribute("data-t") || "");
    if (by) card.append(made("p", by[0], { "class": "life" })); /* who says so, if the source does not */
    at = link;
    title = link.title; /* or it would stand over the card */
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", "card");
    card.hidden = false;
    place(link.getClientRects()[0]);
  }

  /* Above the name, over what has been read; under it where there is no room. */
  function place(name) {
    var own = card.getBoundingClientRect(), page = document.documentElement;
    var left = Math.max(8, Math.min(name.left, page.clientWidth - own.width - 8));
    var top = name.top - own.height - 6;
    if (top < 0) top = name.bottom + 6;
    card.style.left = left + window.scrollX + "px";
    card.style.top = top + window.scrollY + "px";
  }

  function soon_gone() {
    clearTimeout(timer);
    timer = setTimeout(hide, LEAVE);
  }

  function meant(target) {
    return target && target.closest ? target.closest(NAMES) : null;
  }

  function over(link, wait) {
    clearTimeout(timer);
    if (link === at) return;
    timer = setTimeout(function () {
      find(new URL(link.href).pathname.split("/").slice(-2).join("/"), function (facts) {
        carnet.with_words(function () {
          carnet.with_sheet(function () {
            if (link.matches(":hover, :focus-visible")) show(link, facts); /* or it is left by now */
          });
        });
      });
    }, wait);
  }

  carnet.name = function (event) {
    var link = meant(event.target);
    if (!link || event.pointerType === "touch") return;
    if (event.type === "focusin") {
      if (link.matches(":focus-visible")) over(link, 0);
    } else over(link, WAIT);
  };
  document.addEventListener("pointerout", function (event) { if (meant(event.target)) soon_gone(); });
  document.addEventListener("focusout", function (event) { if (meant(event.target)) hide(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
})();
