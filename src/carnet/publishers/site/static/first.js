/* Carnet: what must be known before the page is drawn. It makes reading no different from reading
   without it; what a reader chose earlier (language, light, line breaks) is put in place at once. */
(function () {
  "use strict";
  var root = document.documentElement;
  var here = document.currentScript.src.replace(/first\.js.*$/, "");
  var tables = {};
  var waiting = {};

  function get(name) {
    try {
      return window.localStorage.getItem("carnet." + name) || "";
    } catch (refused) {
      return "";
    }
  }

  function set(name, value) {
    try {
      if (value) window.localStorage.setItem("carnet." + name, value);
      else window.localStorage.removeItem("carnet." + name);
    } catch (refused) {
      /* the choice then holds for this page only */
    }
  }

  /* Load a script that lies beside this one, or anywhere in the site. */
  function load(name, failed, then) {
    var script = document.createElement("script");
    script.src = here + name;
    if (then) script.onload = then;
    script.onerror = function () {
      script.remove();
      if (failed) failed();
    };
    document.head.appendChild(script);
  }

  /* The words of a language, then do something with them. */
  function need(language, then) {
    if (tables[language]) return then(tables[language]);
    if (waiting[language]) return waiting[language].push(then);
    waiting[language] = [then];
    load("words-" + language + ".js", function () { delete waiting[language]; }); /* the next who asks tries again */
  }

  function words(language, table) {
    var those = waiting[language] || [];
    tables[language] = table;
    delete waiting[language];
    those.forEach(function (then) { then(table); });
  }

  window.carnet = { get: get, set: set, load: load, need: need, words: words, page: root.lang,
    root: here.replace(/script\/$/, "") };
  root.classList.add("js");
  if (/^(light|dark)$/.test(get("light"))) root.setAttribute("data-light", get("light"));
  if (get("lines")) root.setAttribute("data-lines", "kept");
  var language = get("language");
  if (/^(en|fr|de)$/.test(language) && language !== root.lang) {
    window.carnet.chosen = language;
    root.classList.add("turning");
    setTimeout(function () { root.classList.remove("turning"); }, 2000);
    need(language, function () {});
  }
})();
