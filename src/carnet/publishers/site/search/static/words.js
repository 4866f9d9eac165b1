/* Carnet: what a word is, and how it is folded. The same as carnet/search/tokens.py says in Python;
   tests/search/conformance.jsonl holds both to it. */
(function () {
  "use strict";
  var carnet = (window.carnet = window.carnet || {});
  var ALONE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var HYPHENS = "\\-\\u00ad\\u2010\\u00ac\\u2e17";
  var WORD = new RegExp("(?=[" + ALONE + "])[\\p{L}\\p{N}]\\p{M}*|(?:(?![" + ALONE + "])[\\p{L}\\p{N}]|\\p{M})+", "gu");
  var ODD = new RegExp("\\p{Cf}|[" + HYPHENS + "][ \\t]*\\n", "u");
  /* What goes from within words: hyphens at the end of a line before a small letter; the unseen. */
  var GOES = new RegExp("(?<=[\\p{L}\\p{Nl}\\p{No}])[" + HYPHENS + "][ \\t]*\\n[ \\t\\n\\f\\u00a0]*(?=\\p{Ll})|(?!\\u200b)\\p{Cf}", "gu");
  var ACCENTS = new RegExp("[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7" +
    "\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe00-\\ufe0f" +
    "\\ufe20-\\ufe2f\\u{e0100}-\\u{e01ef}]", "gu");
  var LETTERS = {
    "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
    "ŧ": "t", "ſ": "s", "ς": "σ", "ѣ": "е", "ѳ": "ф", "ѵ": "и", "і": "и"
  };
  var LETTER = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
  var folded = new Map();

  function fold(word) {
    var term = folded.get(word);
    if (term === undefined) {
      if (folded.size > 200000) folded.clear();
      folded.set(word, (term = /^[A-Za-z0-9]+$/.test(word) ? word.toLowerCase() : refold(word)));
    }
    return term;
  }

  function refold(word) {
    var seen = word.replace(/[^\p{L}\p{N}\p{M}]/gu, "");
    var out = seen.normalize("NFKD").toLowerCase().normalize("NFKD");
    out = out.replace(/и\u0306/g, "й").replace(/у\u0306/g, "ў").replace(ACCENTS, "");
    out = out.replace(LETTER, function (letter) { return LETTERS[letter]; });
    return out.replace(/([а-я])ъ$/, "$1") || seen.toLowerCase();
  }

  /* `each(start, end, word)` for every word of a text; the word without what does not part it. */
  function words(text, each) {
    var found, place = null, clean = text;
    if (ODD.test(text)) {
      place = [];
      clean = "";
      var at = 0;
      GOES.lastIndex = 0;
      do {
        found = GOES.exec(text);
        var end = found ? found.index : text.length;
        for (var i = at; i < end; i++) place.push(i);
        clean += text.slice(at, end);
        if (found) at = found.index + found[0].length;
      } while (found);
    }
    WORD.lastIndex = 0;
    while ((found = WORD.exec(clean))) {
      var start = found.index, after = start + found[0].length;
      if (place) each(place[start], place[after - 1] + 1, found[0]);
      else each(start, after, found[0]);
    }
  }

  carnet.fold = fold;
  carnet.each_word = words;
})();
