/* Carnet: a side of paper seen near by, with pointer, fingers or keys. Without it the picture itself
   opens. */
(function () {
  "use strict";
  var carnet = window.carnet;
  var links = Array.prototype.slice.call(document.querySelectorAll(".facsimile figure > a"));
  var NEAREST = 8, STEP = 1.4, MOVE = 60;
  var view = null; /* what is open now */

  function labelled(sign, spec, act) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = carnet.tell(spec);
    button.setAttribute("aria-label", carnet.tell(spec));
    button.addEventListener("click", act);
    return button;
  }

  function open(n) {
    var dialog = document.createElement("dialog"), image = document.createElement("img");
    var stage = document.createElement("div"), bar = document.createElement("p"), keys = document.createElement("p");
    dialog.className = "leaf";
    dialog.setAttribute("aria-label", carnet.tell("leaf"));
    stage.className = "stage";
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", carnet.tell("leaf.keys"));
    bar.className = "buttons";
    keys.className = "hint";
    keys.textContent = carnet.tell("leaf.keys");
    stage.append(image);
    view = { dialog: dialog, stage: stage, image: image, n: -1, x: 0, y: 0, scale: 1, fit: 1, fingers: new Map() };
    bar.append(
      labelled("+", "leaf.nearer", function () { zoom(STEP); }),
      labelled("−", "leaf.farther", function () { zoom(1 / STEP); }),
      labelled("⤢", "leaf.whole", whole)
    );
    if (links.length > 1)
      bar.append(
        labelled("‹", "leaf.before", function () { show(view.n - 1); }),
        labelled("›", "leaf.after", function () { show(view.n + 1); })
      );
    bar.append(labelled("×", "ways.close", function () { dialog.close(); }));
    dialog.append(stage, bar, keys);
    dialog.addEventListener("close", function () {
      dialog.remove();
      links[view.n].focus();
      view = null;
    });
    dialog.addEventListener("keydown", pressed);
    stage.addEventListener("wheel", function (event) {
      event.preventDefault();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX, event.clientY);
    }, { passive: false });
    stage.addEventListener("pointerdown", down);
    stage.addEventListener("pointermove", moved);
    stage.addEventListener("pointerup", up);
    stage.addEventListener("pointercancel", up);
    stage.addEventListener("dblclick", function (event) { zoom(2, event.clientX, event.clientY); });
    image.addEventListener("load", whole);
    document.body.append(dialog);
    dialog.showModal();
    show(n);
    stage.focus();
  }

  function show(n) {
    view.n = (n + links.length) % links.length;
    var of = links[view.n].querySelector("img");
    view.image.alt = of.alt;
    view.image.src = links[view.n].href;
    if (view.image.complete && view.image.naturalWidth) whole();
  }

  function place() {
    view.image.style.transform = "translate(" + view.x + "px," + view.y + "px) scale(" + view.scale + ")";
  }

  function whole() {
    if (!view || !view.image.naturalWidth) return;
    var wide = view.stage.clientWidth, high = view.stage.clientHeight;
    view.fit = view.scale = Math.min(wide / view.image.naturalWidth, high / view.image.naturalHeight);
    view.x = (wide - view.image.naturalWidth * view.scale) / 2;
    view.y = (high - view.image.naturalHeight * view.scale) / 2;
    place();
  }

  /* So much nearer; what is at this place of the window stays there. */
  function zoom(times, x, y) {
    var box = view.stage.getBoundingClientRect();
    var at = { x: (x === undefined ? box.left + box.width / 2 : x) - box.left, y: (y === undefined ? box.top + box.height / 2 : y) - box.top };
    var scale = Math.min(Math.max(view.scale * times, view.fit / 2), Math.max(NEAREST, view.fit));
    view.x = at.x - (at.x - view.x) * (scale / view.scale);
    view.y = at.y - (at.y - view.y) * (scale / view.scale);
    view.scale = scale;
    keep();
  }

  function move(x, y) {
    view.x += x;
    view.y += y;
    keep();
  }

  /* Some of the leaf is always to be seen. */
  function keep() {
    var wide = view.image.naturalWidth * view.scale, high = view.image.naturalHeight * view.scale;
    view.x = Math.min(Math.max(view.x, 80 - wide), view.stage.clientWidth - 80);
    view.y = Math.min(Math.max(view.y, 80 - high), view.stage.clientHeight - 80);
    place();
  }

  function pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    var act = {
      "+": function () { zoom(STEP); }, "=": function () { zoom(STEP); }, "-": function () { zoom(1 / STEP); },
      "0": whole, ArrowLeft: function () { move(MOVE, 0); }, ArrowRight: function () { move(-MOVE, 0); },
      ArrowUp: function () { move(0, MOVE); }, ArrowDown: function () { move(0, -MOVE); },
      PageUp: function () { show(view.n - 1); }, PageDown: function () { show(view.n + 1); }
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function down(event) {
    view.stage.setPointerCapture(event.pointerId);
    view.fingers.set(event.pointerId, [event.clientX, event.clientY]);
  }

  function up(event) {
    view.fingers.delete(event.pointerId);
  }

  function moved(event) {
    var old = view.fingers.get(event.pointerId), now = [event.clientX, event.clientY];
    if (!old) return;
    view.fingers.forEach(function (other, id) {
      if (id === event.pointerId) return;
      var before = Math.hypot(old[0] - other[0], old[1] - other[1]), after = Math.hypot(now[0] - other[0], now[1] - other[1]);
      if (before) zoom(after / before, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    });
    if (view.fingers.size === 1) move(now[0] - old[0], now[1] - old[1]);
    view.fingers.set(event.pointerId, now);
  }

  if (typeof HTMLDialogElement === "function")
    links.forEach(function (link, n) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        carnet.with_words(function () { carnet.with_sheet(function () { open(n); }); });
      });
    });
})();
