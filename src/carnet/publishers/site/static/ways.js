/* Carnet: ways about the edition: to a date, to a day at random; and the keys. It is loaded when one
   of them is asked for. */
(function () {
  "use strict";
  var carnet = window.carnet, made = carnet.made;
  var entries = null; /* every entry in order: [id, its date in EDTF or nothing] */
  var waiting = [];
  var DAY = /^-?\d{4,}-\d\d-\d\d$/;

  /* As packing.py has packed them. */
  carnet.entries = function (when, ids) {
    var before = "";
    when = when.split("|").map(function (day) {
      var kept = /^\d\d$/.test(day) ? 8 : /^\d\d-\d\d$/.test(day) ? 5 : 0;
      return (before = before.slice(0, kept) + day);
    });
    entries = ids ? ids.split("|").map(function (id, n) {
      return [id[0] === "/" ? id.slice(1) : when[n] + id, when[n]];
    }) : [];
    waiting.splice(0).forEach(function (then) { then(); });
  };

  function known(then) {
    if (entries) return then();
    waiting.push(then);
    if (waiting.length === 1) carnet.load("entries.js", function () { waiting = []; });
  }

  function go(id) {
    location.href = carnet.root + "entries/" + id + ".html";
  }

  function random() {
    known(function () {
      if (entries.length) go(entries[Math.floor(Math.random() * entries.length)][0]);
    });
  }

  /* ---------------------------------------------------------------- dialogs */

  function open(title, fill) {
    var old = document.querySelector("dialog.way");
    if (old) old.close();
    var dialog = made("dialog", "", { "class": "way", "aria-labelledby": "way" });
    var form = made("form", "", { method: "dialog" });
    form.append(made("h2", title, { id: "way" }));
    fill(form, dialog);
    dialog.append(form);
    dialog.addEventListener("close", function () { dialog.remove(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    carnet.with_sheet(function () {
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  /* What is written of a date as EDTF: 1941, 1941-5, 3.5.1941; nothing if it makes no sense. */
  function read(text) {
    var found = /^(-?\d{1,6})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
    var other = /^(?:(\d{1,2})\s*[.]\s*)?(\d{1,2})\s*[.]\s*(\d{3,6})$/.exec(text.trim());
    if (other) found = [0, other[3], other[2], other[1]];
    if (!found || +found[2] > 13 || +found[3] > 31) return null;
    return [+found[1], +found[2] || 0, +found[3] || 0];
  }

  function parts(edtf) {
    var found = /^(-?)(\d{4,})-(\d\d)-(\d\d)$/.exec(edtf);
    return [+(found[1] + found[2]), +found[3], +found[4]];
  }

  function later(one, two) {
    return one[0] - two[0] || one[1] - two[1] || one[2] - two[2];
  }

  /* The first entry of that day or after it, else the last one of all. */
  function nearest(asked) {
    var dated = entries.filter(function (row) { return DAY.test(row[1]); });
    return dated.find(function (row) { return later(parts(row[1]), asked) >= 0; }) || dated[dated.length - 1];
  }

  function to_date() {
    known(function () {
      var dated = entries.filter(function (row) { return DAY.test(row[1]); });
      open("ways.date", function (form, dialog) {
        var label = made("label"), input = made("input", "", {
          type: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": "way-said", maxlength: "20"
        });
        var said = made("p", "", { id: "way-said", role: "status" });
        var day = dated.length ? dated[0][1] : "";
        var such = "|y=" + day.slice(0, -6) + "|m=" + day.slice(0, -3) + "|d=" + day;
        if (dated.length)
          said.append(made("span", "ways.ends|first@" + day + "|last@" + dated[dated.length - 1][1] + such));
        else said.append(made("span", "ways.no_dates"));
        label.append(made("span", "ways.which"), input);
        var buttons = made("p", "", { "class": "buttons" });
        buttons.append(made("button", "ways.go", { type: "submit" }), made("button", "ways.close", { type: "button" }));
        buttons.lastChild.addEventListener("click", function () { dialog.close(); });
        form.append(label, said, buttons);
        form.addEventListener("submit", function (event) {
          event.preventDefault();
          var asked = read(input.value), found = asked && nearest(asked);
          if (found) return go(found[0]);
          said.replaceChildren(made("span", dated.length ? "ways.no_date" + such : "ways.no_dates"));
          input.focus();
        });
      });
    });
  }

  function keys() {
    open("ways.keys", function (form) {
      var rows = made("dl", "", { "class": "keys" });
      [["← →", "ways.key.turn"], ["/", "ways.key.search"], ["c", "ways.key.contents"], ["g", "ways.date"],
        ["r", "ways.random"], ["?", "ways.keys"]].forEach(function (row) {
        var term = made("dt"), key = made("kbd");
        key.textContent = row[0];
        term.append(key);
        rows.append(term, made("dd", row[1]));
      });
      var label = made("label"), box = made("input", "", { type: "checkbox" });
      box.checked = carnet.get("keys") !== "off";
      box.addEventListener("change", function () { carnet.set("keys", box.checked ? "" : "off"); });
      label.append(box, made("span", "ways.key.on"));
      var buttons = made("p", "", { "class": "buttons" });
      buttons.append(made("button", "ways.close", { type: "submit" }));
      form.append(rows, label, buttons);
    });
  }

  carnet.ways = { date: to_date, random: random, keys: keys,
    known: function (then) { known(function () { then(entries); }); } };
})();
