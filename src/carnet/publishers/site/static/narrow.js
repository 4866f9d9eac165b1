/* Carnet: a long index becomes as short as what is written above it says. Without it the index has
   its letters. */
(function () {
  "use strict";
  var carnet = window.carnet, made = carnet.made;
  var index = document.querySelector(".register"), field = document.querySelector(".narrow");
  var rows = null; /* [item, what it may be found by], read when somebody begins to write */
  var MOST = 400; /* items that are looked at without a pause: the page must not stand still */
  var run = 0;

  /* Words without case and accents, a blank before each. */
  function folded(text) {
    text = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ß/g, "ss");
    return " " + text.replace(/[^\p{L}\p{N}]+/gu, " ");
  }

  function read() {
    rows = Array.prototype.map.call(index.querySelectorAll("li"), function (item) {
      var link = item.querySelector("a");
      return [item, folded(link.textContent + " " + (item.getAttribute("data-also") || ""))];
    });
  }

  function narrow(words, said) {
    var now = ++run, n = 0, left = 0;
    words = folded(words).split(" ").filter(Boolean);
    (function some() {
      if (now !== run) return; /* something else has been written since */
      for (var end = Math.min(n + MOST, rows.length); n < end; n++) {
        var holds = words.every(function (word) { return rows[n][1].indexOf(" " + word) >= 0; });
        rows[n][0].hidden = !holds;
        left += holds;
      }
      if (n < rows.length) return setTimeout(some);
      Array.prototype.forEach.call(index.querySelectorAll("section"), function (section) {
        section.hidden = !section.querySelector("li:not([hidden])");
      });
      var spec = words.length ? (left ? "records.left|n#" + left : "records.none_left") : "";
      said.setAttribute("data-w", spec || "=");
      said.textContent = spec ? carnet.tell(spec) : "";
    })();
  }

  carnet.with_words(function () {
    var label = made("label");
    var input = made("input", "", { type: "search", autocomplete: "off", spellcheck: "false" });
    var said = made("span", "", { role: "status" });
    label.append(made("span", "records.narrow"), " ", input);
    field.append(label, " ", said);
    input.addEventListener("input", function () {
      if (!rows) read();
      narrow(input.value, said);
    });
  });
})();
