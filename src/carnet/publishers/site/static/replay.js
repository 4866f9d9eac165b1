/* Carnet: a calendar of the diary from any day on. It does what replaying.py and icalendar.py do. */
(function () {
  "use strict";
  var carnet = window.carnet;
  var form = document.getElementById("replay");
  var made = document.getElementById("made");
  var start = document.getElementById("start");
  var from = document.getElementById("from");
  var data = null;
  var address = ""; /* of the calendar made last */
  if (!form) return;

  carnet.days = function (given) {
    data = given;
    if (!data.days.length) return;
    form.querySelector("button").disabled = false;
  };

  function iso(time) {
    return new Date(time).toISOString().slice(0, 10);
  }

  /* Each day of the diary from `first` on, with the day on which it comes round again. */
  function replayed(days, begin) {
    var day = 86400000;
    var time = Date.parse(begin + "T00:00:00Z");
    var same = days[0][1].slice(5) === begin.slice(5);
    return days.map(function (row) {
      var at;
      if (same) {
        var year = +begin.slice(0, 4) + (+row[1].slice(0, 4) - +days[0][1].slice(0, 4));
        var last = new Date(Date.UTC(year, +row[1].slice(5, 7), 0)).getUTCDate();
        at = String(year).padStart(4, "0") + row[1].slice(4, 8) + String(Math.min(+row[1].slice(8, 10), last)).padStart(2, "0");
      } else {
        at = iso(time + (row[0] - days[0][0]) * day);
      }
      return [row, at];
    }).filter(function (one) { return /^\d{4}-/.test(one[1]); });
  }

  function text(said) {
    return said.replace(/([\\;,])/g, "\\$1");
  }

  function fold(line) {
    var bytes = new TextEncoder().encode(line);
    if (bytes.length <= 75) return line;
    var pieces = [];
    var at = 0;
    var room = 75;
    while (at < bytes.length) {
      var end = Math.min(at + room, bytes.length);
      while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end -= 1;
      pieces.push(new TextDecoder().decode(bytes.slice(at, end)));
      at = end;
      room = 74;
    }
    return pieces.join("\r\n ");
  }

  function calendar(placed) {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Carnet//Carnet//EN", "CALSCALE:GREGORIAN",
      "NAME:" + text(data.title), "X-WR-CALNAME:" + text(data.title)];
    placed.forEach(function (one) {
      var row = one[0];
      lines.push("BEGIN:VEVENT", "UID:" + row[2] + ".replay@" + data.uid, "DTSTAMP:19700101T000000Z",
        "DTSTART;VALUE=DATE:" + one[1].replace(/-/g, ""),
        "SUMMARY:" + text(carnet.say(row[1]) + ": " + row[3]));
      if (data.address) lines.push("URL:" + data.address + "/entries/" + row[2] + ".html");
      lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
    });
    lines.push("END:VCALENDAR");
    return lines.map(fold).join("\r\n") + "\r\n";
  }

  function said(element, spec) {
    var e = document.createElement(element);
    e.setAttribute("data-w", spec);
    e.textContent = carnet.tell(spec);
    return e;
  }

  form.querySelector("button").addEventListener("click", function () {
    carnet.with_words(function () {
      if (address) URL.revokeObjectURL(address);
      made.textContent = address = "";
      var days = data.days.filter(function (row) { return row[1] >= from.value; });
      if (!/^\d{4}-\d\d-\d\d$/.test(start.value) || !days.length) {
        made.appendChild(said("span", "replay.choose"));
        return;
      }
      var placed = replayed(days, start.value);
      var link = said("a", "replay.save|n#" + placed.length);
      link.href = address = URL.createObjectURL(new Blob([calendar(placed)], { type: "text/calendar" }));
      link.download = "replay.ics";
      var last = placed[placed.length - 1];
      made.append(link, " ", said("span", "replay.runs|first@" + placed[0][1] + "|last@" + last[1]));
      link.focus();
    });
  });

  form.querySelector("button").disabled = true;
  carnet.load("../feeds/days.js");
})();
