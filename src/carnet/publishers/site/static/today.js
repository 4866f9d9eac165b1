/* Carnet: today in the diary. The cover leads to the day of the year, or to the next one that has an
   entry, and shows how one of its entries begins: another one each year, and no short one if there is a longer. The words are those that
   the search has. Without this script the cover has its first and its last entry. */
(function () {
  "use strict";
  var carnet = window.carnet, made = carnet.made, place = document.querySelector(".today");
  var LONG = 700, ENOUGH = 200; /* characters */
  var YEARS = 24, TRIES = 4; /* entries that are named, and looked at for one that is long enough */
  var now = new Date(), days = place.getAttribute("data-days").split(" ");
  var mark = String(100 * (now.getMonth() + 1) + now.getDate()).padStart(4, "0");
  var day = days.find(function (one) { return one >= mark; }) || days[0];
  var of_year = day.slice(0, 2) + "-" + day.slice(2);

  function linked(href, more) {
    var line = made("p"), link = made("a", "", { href: href });
    link.append.apply(link, more);
    line.append(link);
    return line;
  }

  /* The entry's words in one paragraph, without the line that dates it and without the underscores
     that transcribers set for italics. */
  function opening(text, edtf) {
    var head = /^\s*(?:([^\n]{1,100})\n\s*\n|([^\n]{1,40})\n)/.exec(text), dated = new RegExp("(^|\\D)0?" + +edtf.slice(-2) + "(\\D|$)|" + edtf.slice(0, 4));
    if (head && dated.test(head[1] || head[2]) && text.slice(head[0].length).trim()) text = text.slice(head[0].length);
    text = text.replace(/(^|[^\p{L}\p{N}_])_+(?=\S)|(\S)_+(?![\p{L}\p{N}_])/gu, "$1$2").replace(/\s+/g, " ").trim();
    if (text.length <= LONG) return text;
    return text.slice(0, LONG).replace(/\s+\S*$/, "") + " …";
  }

  function tell(entry, text, language, others) {
    var quote = made("blockquote"), from = linked("entries/" + entry[0] + ".html", [made("span", "", { "data-d": entry[1] })]);
    if (language) quote.lang = language;
    quote.textContent = text;
    from.className = "from";
    place.append(quote, from);
    if (others.length > 1) {
      var list = made("ul");
      others.slice(0, YEARS).sort(function (one, other) { return one[2] - other[2]; }).forEach(function (other) {
        var item = made("li"), link = made("a", "", { href: "entries/" + other[0] + ".html" });
        link.textContent = +other[1].slice(0, 4);
        if (other === entry) link.setAttribute("aria-current", "true");
        item.append(link);
        list.append(item);
      });
      place.append(list);
    }
    carnet.put_words(place);
  }

  /* Every entry by date, then the block of the search that has the one that is meant. */
  function read() {
    carnet.load("ways.js", null, function () {
      carnet.ways.known(function (entries) {
        var found = [], years = {};
        entries.forEach(function (row, n) {
          var year = row[1].slice(0, 4);
          if (row[1].slice(4, 10) !== "-" + of_year || years[year]) return;
          years[year] = true; /* of several of one day the first */
          found.push([row[0], row[1].slice(0, 10), n]);
        });
        if (!found.length) return;
        carnet.shelf = function (shelf) {
          var heads = {}, at = now.getFullYear() % found.length, best = null;
          shelf.blocks.forEach(function (name) { heads[name] = true; });
          found = found.slice(at).concat(found.slice(0, at));
          (function look(n) {
            var entry = found[n], first = entry[2];
            while (first && !heads[entries[first][0]]) first--;
            carnet.block = function (_, data) {
              var mine = entry[2] - first, of = data.language, text = opening(data.texts[mine], entry[1]);
              var kept = typeof of === "number" ? (of < 0 ? mine : of) : of[mine];
              if (!best || text.length > best[1].length) best = [entry, text, data.values.language[kept]];
              if (text.length < ENOUGH && n + 1 < Math.min(TRIES, found.length)) return look(n + 1);
              carnet.with_words(function () { tell(best[0], best[1], best[2], found); });
            };
            carnet.load("../search/b-" + entries[first][0] + ".js");
          })(0);
        };
        carnet.load("../search/shelf.js");
      });
    });
  }

  carnet.with_words(function () {
    var which = "day_of_year" + (day.slice(2) === "01" ? "_first" : "");
    place.append(linked("days/" + of_year + ".html", [
      made("span", day === mark ? "today" : "today_next"), " · ", made("span", which + "|day=" + +day.slice(2) + "|month&month." + +day.slice(0, 2))
    ]));
    if (!(navigator.connection && navigator.connection.saveData)) read();
  });
})();
