/* Carnet: the query grammar, as carnet/search/query.py reads it. */
(function () {
  "use strict";
  var carnet = (window.carnet = window.carnet || {});
  var LONGEST = 1000, DEEPEST = 40, NEAR = 10, FARTHEST = 100;
  var FIELDS = /^(author|date|event|language|organisation|person|place|source|work)$/;
  var NAMED = /^(event|organisation|person|place|work)$/; /* what an entry names: kinds of records */
  var QUOTES = "\"“”„‟«»";
  var BARE = new RegExp("[^\\s()" + QUOTES + "]+", "y");
  var FIELD = /([A-Za-z]+):(?=\S)/y;
  var HYPHEN = /(?<=[\p{L}\p{N}_])[-\u00ad\u2010\u00ac\u2e17](?=[\p{L}\p{N}_])/gu;
  var DAY = /^(-?)(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$/;

  function QueryError(code, at) {
    this.code = code;
    this.at = at;
  }

  function day_key(year, month, day) {
    return year * 512 + month * 32 + day;
  }

  function sticky(pattern, query, at) {
    pattern.lastIndex = at;
    return pattern.exec(query);
  }

  function quoted(query, at) {
    var end = at + 1;
    while (end < query.length && QUOTES.indexOf(query[end]) < 0) end++;
    return { text: query.slice(at + 1, end), after: end + 1 };
  }

  function lexemes(query) {
    var out = [], at = 0;
    while (at < query.length) {
      var sign = query[at];
      if (/\s/.test(sign)) at++;
      else if (sign === "(" || sign === ")") out.push({ kind: sign, text: sign, at: at++ });
      else if (QUOTES.indexOf(sign) >= 0) {
        var said = quoted(query, at);
        out.push({ kind: "quoted", text: said.text, at: at });
        at = said.after;
      } else if (sign === "-" && at + 1 < query.length && "- \t\n)".indexOf(query[at + 1]) < 0) {
        out.push({ kind: "NOT", text: sign, at: at++ });
      } else at = bare(query, at, out);
    }
    return out;
  }

  function bare(query, at, out) {
    var field = sticky(FIELD, query, at);
    if (field) {
      var name = field[1].toLowerCase();
      if (!FIELDS.test(name)) throw new QueryError("field", at);
      var start = at + field[0].length, text, after;
      if (QUOTES.indexOf(query[start]) >= 0) {
        var said = quoted(query, start);
        text = said.text;
        after = said.after;
      } else {
        var value = sticky(BARE, query, start);
        if (!value) throw new QueryError("value", start);
        text = value[0];
        after = start + text.length;
      }
      out.push({ kind: name + ":", text: text, at: at, start: start });
      return after;
    }
    var word = sticky(BARE, query, at)[0], end = at + word.length;
    var near = /^NEAR(?:\/(\d{1,6}))?$/.exec(word);
    if (word === "AND" || word === "OR" || word === "NOT") out.push({ kind: word, text: word, at: at });
    else if (near) {
      var between = near[1] ? +near[1] : NEAR;
      if (between > FARTHEST) throw new QueryError("far", at);
      out.push({ kind: "NEAR", text: word, at: at, words: between });
    } else out.push({ kind: "word", text: word, at: at });
    return end;
  }

  function parts(text, at) {
    var begins = {}, ends = {}, out = [], stars = {};
    carnet.each_word(text, function (start, end, word) {
      begins[start] = ends[end] = true;
      out.push({ term: carnet.fold(word), beginning: false, end: end });
    });
    for (var n = 0; n < text.length; n++) {
      if (text[n] !== "*") continue;
      if (!ends[n] || begins[n + 1]) throw new QueryError("star", at + n);
      stars[n] = true;
    }
    out.forEach(function (part) { part.beginning = !!stars[part.end]; });
    return out;
  }

  function same(one, two) {
    return one.length === two.length && one.every(function (part, n) {
      return part.term === two[n].term && part.beginning === two[n].beginning;
    });
  }

  function phrase(text, at) {
    var stand = parts(text, at);
    if (!stand.length) return null;
    var node = { kind: "phrase", parts: stand };
    var healed = text.replace(HYPHEN, "");
    if (healed !== text) {
      var joined = parts(healed, at);
      if (!same(joined, stand)) return { kind: "or", nodes: [node, { kind: "phrase", parts: joined }] };
    }
    return node;
  }

  function day(text, lexeme) {
    if (!text) return null;
    var found = DAY.exec(text);
    if (!found) throw new QueryError("date", lexeme.at);
    var one = +(found[1] + found[2].replace(/X/g, "0")), two = +(found[1] + found[2].replace(/X/g, "9"));
    var month = found[3] === undefined ? null : +found[3], on = found[4] === undefined ? null : +found[4];
    if ((month !== null && !(month >= 1 && month <= 13)) || (on !== null && !(on >= 1 && on <= 31)))
      throw new QueryError("date", lexeme.at);
    return [
      day_key(Math.min(one, two), month || 0, on || 0),
      day_key(Math.max(one, two), month === null ? 15 : month, on === null ? 31 : on)
    ];
  }

  function during(lexeme) {
    var text = lexeme.text.replace(/\//g, ".."), dots = text.indexOf("..");
    var early = day(dots < 0 ? text : text.slice(0, dots), lexeme);
    var late = dots < 0 ? early : day(text.slice(dots + 2), lexeme);
    if (!early && !late) throw new QueryError("date", lexeme.at);
    var first = early ? early[0] : -Infinity, last = late ? late[1] : Infinity;
    if (first > last) throw new QueryError("date", lexeme.at);
    return { kind: "during", first: first, last: last };
  }

  function has_place(node) {
    return node.kind === "or" ? node.nodes.every(has_place) : node.kind === "phrase" || node.kind === "near";
  }

  function Parser(query) {
    this.lexemes = lexemes(query);
    this.n = 0;
    this.end = query.length;
  }

  function gathered(kind, nodes) {
    nodes = nodes.filter(Boolean);
    return nodes.length > 1 ? { kind: kind, nodes: nodes } : nodes[0] || null;
  }

  Parser.prototype = {
    next: function () {
      return this.lexemes[this.n];
    },
    is: function (kind) {
      return this.n < this.lexemes.length && this.lexemes[this.n].kind === kind;
    },
    query: function (depth) {
      var nodes = [this.part(depth)];
      while (this.is("OR")) {
        this.n++;
        nodes.push(this.part(depth));
      }
      return gathered("or", nodes);
    },
    part: function (depth) {
      var nodes = [this.near(depth)];
      while (this.next() && !this.is("OR") && !this.is(")")) {
        if (this.is("AND")) this.n++;
        nodes.push(this.near(depth));
      }
      return gathered("and", nodes);
    },
    near: function (depth) {
      var node = this.one(depth);
      while (this.is("NEAR")) {
        var sign = this.next();
        this.n++;
        var other = this.one(depth);
        if (!node || !other) {
          node = node || other;
          continue;
        }
        if (!has_place(node) || !has_place(other)) throw new QueryError("near", sign.at);
        node = { kind: "near", left: node, right: other, words: sign.words };
      }
      return node;
    },
    one: function (depth) {
      var lexeme = this.next();
      if (!lexeme || /^(AND|OR|NEAR|\))$/.test(lexeme.kind))
        throw new QueryError("operand", lexeme ? lexeme.at : this.end);
      if (depth > DEEPEST) throw new QueryError("deep", lexeme.at);
      this.n++;
      var node;
      if (lexeme.kind === "NOT") {
        node = this.one(depth + 1);
        return node && { kind: "not", node: node };
      }
      if (lexeme.kind === "(") {
        node = this.query(depth + 1);
        if (!this.next()) throw new QueryError("open", lexeme.at);
        this.n++;
        return node;
      }
      if (lexeme.kind === "date:") return during(lexeme);
      if (/:$/.test(lexeme.kind)) {
        var said = parts(lexeme.text, lexeme.start);
        if (!said.length) throw new QueryError("value", lexeme.at);
        var field = lexeme.kind.slice(0, -1);
        return { kind: NAMED.test(field) ? "linked" : "said", field: field, parts: said };
      }
      return phrase(lexeme.text, lexeme.at + (lexeme.kind === "quoted" ? 1 : 0));
    }
  };

  /* The meaning of a query; throws a QueryError with its `code` and where it is `at`. */
  carnet.parse = function (query) {
    if (Array.from(query).length > LONGEST) throw new QueryError("long", LONGEST);
    var parser = new Parser(query);
    var node = parser.next() ? parser.query(0) : null;
    if (parser.next()) throw new QueryError("close", parser.next().at);
    if (!node) throw new QueryError("empty", 0);
    return node;
  };
  carnet.day_key = day_key;
  carnet.QueryError = QueryError;
})();
