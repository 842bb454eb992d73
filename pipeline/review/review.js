/* review.js: drafts of corrections, the keys, and the index.  ES2015; builds nodes with textContent only. */
'use strict';
(function () {
  var body = document.body, zh = document.documentElement.lang !== 'en';
  var instance = body.getAttribute('data-instance'), served = body.getAttribute('data-served') === '1';
  var prefix = 'zhengli-review:' + instance + ':';
  var NS = 'urn:zhengli:corrections:1';
  function w(chinese, english) { return zh ? chinese : english; }
  function by(id) { return document.getElementById(id); }
  function make(tag, text, attributes) {
    var node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    return node;
  }
  function button(text, key, act, cls) {
    var node = make('button', text, { type: 'button' });
    if (key) node.appendChild(make('kbd', key));
    if (cls) node.className = cls;
    node.addEventListener('click', act);
    return node;
  }
  var saying;
  function say(text) {
    var box = by('say') || body.appendChild(make('div', '', { id: 'say', role: 'status' }));
    box.textContent = text;
    box.hidden = false;
    clearTimeout(saying);
    saying = setTimeout(function () { box.hidden = true; }, 4500);
  }

  /* Drafts: what people have said of a record, by path; in memory where the browser keeps nothing. */
  var memory = {}, signed = '';
  function all() {
    var drafts = {}, i, key;
    try {
      for (i = 0; i < localStorage.length; i++) {
        key = localStorage.key(i);
        if (key.indexOf(prefix) === 0 && key !== prefix + '@by') {
          try { drafts[key.slice(prefix.length + 1)] = JSON.parse(localStorage.getItem(key)); } catch (e) { /* not ours */ }
        }
      }
    } catch (e) { /* memory has what there is */ }
    Object.keys(memory).forEach(function (path) { drafts[path] = memory[path]; });
    return drafts;
  }
  function load(path) {
    if (memory[path]) return memory[path];
    try { return JSON.parse(localStorage.getItem(prefix + '/' + path)) || null; } catch (e) { return null; }
  }
  function store(path, draft) {
    try {
      if (draft) localStorage.setItem(prefix + '/' + path, JSON.stringify(draft));
      else localStorage.removeItem(prefix + '/' + path);
      delete memory[path];
    } catch (e) {
      if (draft) memory[path] = draft; else delete memory[path];
      say(w('浏览器不肯保存（' + e.name + '）。离开这一页前请“导出更正”。', 'The browser does not keep drafts (' + e.name + '). Export before you leave this page.'));
    }
    label();
  }
  function who() {
    var name = '';
    try { name = localStorage.getItem(prefix + '@by') || ''; } catch (e) { /* asked again */ }
    name = body.getAttribute('data-signer') || name || signed;
    if (name) return name;
    name = (window.prompt(w('更正人姓名（写进更正文件，只问一次）：', 'Your name, for the file of corrections (asked once):')) || '').trim();
    if (!name) return '';
    signed = name;
    try { localStorage.setItem(prefix + '@by', name); } catch (e) { /* kept for this page */ }
    return name;
  }
  function unsaved() {
    var drafts = all();
    return Object.keys(drafts).filter(function (path) { return drafts[path] && drafts[path].v !== undefined && !drafts[path].out; }).length;
  }

  /* The bundle of all drafts. */
  function element(doc, verb) {
    var node = doc.createElementNS(NS, verb.v);
    Object.keys(verb).forEach(function (name) {
      if (name === 'v' || name === 'text' || name === 'id') return;
      node.setAttribute(name, String(verb[name]));
    });
    if (verb.text) node.textContent = verb.text;
    return node;
  }
  function bundle(drafts) {
    var doc = document.implementation.createDocument(NS, 'bundle', null), root = doc.documentElement;
    root.setAttribute('instance', instance);
    Object.keys(drafts).sort().forEach(function (path) {
      var draft = drafts[path], one;
      if (!draft || !draft.verbs) return;
      one = doc.createElementNS(NS, 'corrections');
      one.setAttribute('source', draft.sha);
      one.setAttribute('path', path);
      if (draft.checked) one.setAttribute('checked', draft.checked);
      if (draft.by) one.setAttribute('by', draft.by);
      draft.verbs.forEach(function (verb) { one.appendChild(doc.createTextNode('\n    ')); one.appendChild(element(doc, verb)); });
      root.appendChild(doc.createTextNode('\n  '));
      if (draft.verbs.length) one.appendChild(doc.createTextNode('\n  '));
      root.appendChild(one);
    });
    root.appendChild(doc.createTextNode('\n'));
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(doc) + '\n';
  }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function today() { var d = new Date(); return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate()); }
  function exported(drafts) {
    Object.keys(drafts).forEach(function (path) { if (drafts[path]) { drafts[path].out = 1; store(path, drafts[path]); } });
  }
  function save() {
    var drafts = all(), d = new Date(), link;
    if (!Object.keys(drafts).length) { say(w('还没有更正或接受。', 'Nothing is corrected or accepted yet.')); return; }
    link = make('a', '', { download: '更正-' + d.getFullYear() + two(d.getMonth() + 1) + two(d.getDate()) + '-' + two(d.getHours()) + two(d.getMinutes()) + '.xml' });
    link.href = URL.createObjectURL(new Blob([bundle(drafts)], { type: 'application/xml' }));
    body.appendChild(link);
    link.click();
    link.remove();
    exported(drafts);
  }
  var handle = null;
  function toFile() {
    var drafts = all();
    (handle ? Promise.resolve(handle) : window.showSaveFilePicker({ suggestedName: '更正.xml' })).then(function (h) {
      handle = h;
      return h.createWritable();
    }).then(function (stream) {
      return stream.write(bundle(drafts)).then(function () { return stream.close(); });
    }).then(function () { exported(drafts); say(w('存好了。', 'Saved.')); }, function (e) { if (e.name !== 'AbortError') say(String(e.message)); });
  }
  var exporter = null;
  function label() {
    if (!exporter) return;
    var n = unsaved();
    exporter.firstChild.textContent = w('导出更正', 'Export') + (n ? w('（' + n + ' 件未导出）', ' (' + n + ' not yet)') : '');
  }

  var helping = [
    ['j k', w('下一段、上一段；按住 Shift 扩大选择', 'next, previous paragraph; with Shift: extend')], ['n p', w('下一处、上一处存疑', 'next, previous doubt')],
    ['a', w('接受：这一件核过了，到下一件', 'accept: this record is checked; on to the next')], ['1 2 3 4', w('读作问题、标题、建议、正文', 'read as problem, heading, recommendation, text')],
    ['5', w('选中的段落是上面那条问题的答复（先按住 Alt 点一条问题，就是那条的）', 'the paragraphs answer the problem above (Alt+click a problem: that one)')], ['0', w('这条问题没有答复', 'the problem has no response')],
    ['s', w('选中的字就是问题', 'the selected words are the problem')], ['d', w('答复到选中的字之前为止', 'the response ends before the selected words')],
    ['m', w('备注', 'note')], ['z', w('撤消上一个更正', 'take the last correction back')], ['[ ]', w('上一件、下一件', 'previous, next record')], ['g', w('清单', 'index')], ['e', served ? w('保存，看新的读法', 'save, and see the new reading') : w('导出更正', 'export')], ['?', w('帮助', 'help')]];
  function help() {
    var box = by('help'), table;
    if (box) { box.remove(); return; }
    box = make('div', '', { id: 'help', role: 'dialog', 'aria-label': w('帮助', 'help'), tabindex: '-1' });
    table = box.appendChild(make('table')).appendChild(make('tbody'));
    helping.forEach(function (row) { var tr = table.appendChild(make('tr')); tr.appendChild(make('td', row[0])); tr.appendChild(make('td', row[1])); });
    box.appendChild(make('p', served ? w('更正的草稿存在浏览器里，“保存”和“接受”把它写进更正文件夹，马上按它重读这一件。记录本身到下一次运行才改。', 'Drafts are kept in this browser until they are saved; saving reads the record anew at once. The record itself changes with the next run.') : w('更正的草稿存在这台电脑的浏览器里，同一台电脑上别的网页文件也能读到。“导出更正”每次都写出全部更正；文件交给运行整理的人，用 zhengli correct --import 收入。页面本身不会改动任何记录。',
      'Drafts are kept in this browser; other files opened on this machine can read them. Each export holds all corrections; zhengli correct --import takes them. Nothing on a page changes a record.')));
    box.appendChild(button(w('关闭', 'Close'), '?', help));
    body.appendChild(box).focus();
  }
  function tools(nav, extra, keeper) {
    nav.appendChild(make('span', '', { 'class': 'gap' }));
    (extra || []).forEach(function (b) { nav.appendChild(b); });
    if (!served) {
      exporter = nav.appendChild(button(w('导出更正', 'Export'), 'e', save));
      if (window.showSaveFilePicker) nav.appendChild(button(w('存到文件', 'Save to file'), '', toFile));
    } else if (keeper) {
      nav.appendChild(button(w('保存', 'Save'), 'e', keeper));
    }
    nav.appendChild(button(w('帮助', 'Help'), '?', help));
    label();
  }
  var bound = null;
  function keys(map) {
    var once = bound;
    bound = map;
    if (once) return;
    document.addEventListener('keydown', function (event) {
      var tag = event.target.tagName, act;
      if (event.ctrlKey || event.altKey || event.metaKey || tag === 'INPUT' || tag === 'SELECT' || tag === 'TEXTAREA') return;
      if (event.key === 'Escape' && by('help')) { help(); return; }
      if (event.key === 'Enter' && tag !== 'BODY' && tag !== 'HTML') return;
      act = bound[event.key];
      if (act) { event.preventDefault(); act(); }
    });
  }

  /* A record. */
  function record(place) {
    var path = body.getAttribute('data-path'), sha = body.getAttribute('data-sha');
    var paragraphs = Array.prototype.filter.call(document.querySelectorAll('.p'), function (p) { return !p.classList.contains('e'); });
    var cur = 0, anchor = 0, aim = null, draft = load(path) || kept(), list, stateBox, bar;
    function number(p) { return Number(p.id.slice(1)); }
    function textOf(p) { return textIn(p.querySelector('.t')); }
    function textIn(root) {
      var text = '';
      (function walk(node) {
        Array.prototype.forEach.call(node.childNodes, function (child) {
          if (child.nodeType === 3) text += child.data;
          else if (child.classList.contains('u')) text += String.fromCodePoint(parseInt(child.getAttribute('data-c'), 16));
          else if (!child.classList.contains('a')) walk(child);
        });
      })(root);
      return text;
    }
    /* What is kept of this record already: the draft goes on from it, so that saving loses nothing. */
    function kept() {
      var verbs = Array.prototype.map.call(document.querySelectorAll('#mine li[data-verb]'), function (li) { return JSON.parse(li.getAttribute('data-verb')); });
      var checked = body.getAttribute('data-checked');
      return verbs.length || checked ? { sha: sha, verbs: verbs, checked: checked, by: body.getAttribute('data-by'), out: 1, v: 1 } : null;
    }
    function words(p) { return Array.from(textOf(p).replace(/\s+/g, '')).slice(0, 12).join(''); }
    function problem(p) { return p.classList.contains('q') || !!(draft && draft.verbs.some(function (v) { return v.v === 'unit' && v.n === number(p) && v.reads === 'finding'; })); }
    function ensure() {
      var name = who();
      if (!name) { say(w('没有姓名就不能记更正。', 'A correction needs a name.')); return false; }
      draft = draft || { sha: sha, verbs: [], v: 1 };
      draft.by = name;
      draft.checked = draft.checked || '';
      delete draft.out;
      return true;
    }
    function range() { var a = Math.min(cur, anchor), b = Math.max(cur, anchor); return paragraphs.slice(a, b + 1); }
    function verbText(v) {
      var reads = { finding: w('问题', 'problem'), section: w('标题', 'heading'), recommendation: w('建议', 'recommendation'), text: w('正文', 'text') };
      if (v.v === 'unit') return w('读作', 'read as ') + reads[v.reads] + (v.exact ? w('，从“', ', from “') + v.exact.slice(0, 12) + w('”起', '”') : '');
      if (v.v === 'response' && v.until) return w('答复到“', 'response ends before “') + v.until.slice(0, 12) + w('”之前', '”');
      if (v.v === 'response') return w('是第 ' + v.of + ' 段问题的答复', 'answers the problem at ' + v.of) + (v.to > v.n ? w('（到第 ' + v.to + ' 段）', ' (to ' + v.to + ')') : '');
      if (v.v === 'unanswered') return w('没有答复', 'no response');
      if (v.v === 'statement') return w('问题是“', 'the problem is “') + v.exact.slice(0, 24) + '”';
      if (v.v === 'fact') return w('事项 ', 'fact ') + v.name + '：' + v.exact;
      return w('备注：', 'note: ') + v.text;
    }
    function show() {
      Array.prototype.forEach.call(document.querySelectorAll('ul.mine'), function (node) { node.remove(); });
      list.textContent = '';
      (draft ? draft.verbs : []).forEach(function (v, i) {
        var p = by('p' + v.n), own, li = list.appendChild(make('li'));
        li.appendChild(make('span', w('第 ' + v.n + ' 段 ', v.n + ' ') + verbText(v)));
        li.appendChild(button(w('删', 'delete'), '', function () { draft.verbs.splice(i, 1); delete draft.out; keep(); }));
        if (!p || p.classList.contains('e')) return;
        own = p.querySelector('ul.mine') || p.appendChild(make('ul', '', { 'class': 'f mine' }));
        own.appendChild(make('li', w('更正：', 'corrected: ') + verbText(v), { 'class': 'v' }));
      });
      var checked = (draft && draft.checked) || body.getAttribute('data-checked');
      stateBox.textContent = checked ? w('已核 ', 'checked ') + checked + ' ' + ((draft && draft.by) || body.getAttribute('data-by')) : w('未核', 'not checked');
    }
    function keep() {
      if (draft && !draft.verbs.length && !draft.checked) draft = null;
      store(path, draft);
      show();
    }
    function add(verb, same) {
      if (!ensure()) return;
      draft.verbs = draft.verbs.filter(function (v) { return !same(v); });
      draft.verbs.push(verb);
      keep();
      tell();
    }
    function sentence() {
      var p = paragraphs[cur], o = p.getAttribute('data-o'), row = o && document.querySelector('.tree [data-o="' + o + '"]'), text = w('第 ', 'Paragraph ') + number(p) + w(' 段 ', ' ') + p.querySelector('.k').title;
      if (row && (p.classList.contains('r') || p.classList.contains('m'))) text += w('，答的是第 ', ', answers paragraph ') + row.getAttribute('data-n') + w(' 段“', ' “') + row.querySelector('a').textContent.slice(0, 18) + '”';
      return text;
    }
    function tell() {
      var chosen = range(), o = paragraphs[cur].getAttribute('data-o');
      paragraphs.forEach(function (p, i) {
        p.classList.toggle('cur', i === cur);
        p.classList.toggle('sel', chosen.length > 1 && chosen.indexOf(p) >= 0);
        p.classList.toggle('own', !!o && p.getAttribute('data-o') === o);
        p.classList.toggle('aim', p === aim);
      });
      bar.firstChild.textContent = sentence() + (chosen.length > 1 ? w('，选了 ' + chosen.length + ' 段', ', ' + chosen.length + ' chosen') : '') + (aim ? w('；答复归第 ' + number(aim) + ' 段', '; responses go to ' + number(aim)) : '');
    }
    function go(to, extend, centre) {
      if (to < 0 || to >= paragraphs.length) return;
      cur = to;
      if (!extend) anchor = to;
      tell();
      paragraphs[cur].scrollIntoView({ block: centre ? 'center' : 'nearest' });
    }
    function doubt(step) {
      for (var i = cur + step; i >= 0 && i < paragraphs.length; i += step)
        if (paragraphs[i].querySelector('.f:not(.mine)')) { go(i, false, true); return; }
      say(w('没有更多存疑之处了。', 'No more doubts.'));
    }
    function reads(what) {
      if (!ensure()) return;
      range().forEach(function (p) {
        var n = number(p);
        add({ v: 'unit', n: n, words: words(p), reads: what }, function (v) { return v.n === n && (v.v === 'unit' || v.v === 'response') && !v.exact; });
      });
    }
    function answers() {
      var chosen = range(), i = paragraphs.indexOf(chosen[0]), n = number(chosen[0]), of = aim;
      if (problem(chosen[0]) && chosen.length === 1) { say(w('这一段是问题。先选答复的段落。', 'This paragraph is a problem: choose the response first.')); return; }
      while (!of && --i >= 0) if (problem(paragraphs[i])) of = paragraphs[i];
      if (!of) { say(w('上面没有问题。', 'There is no problem above.')); return; }
      add({ v: 'response', n: n, to: number(chosen[chosen.length - 1]), words: words(chosen[0]), of: number(of) }, function (v) { return v.n === n && (v.v === 'unit' || v.v === 'response') && !v.until; });
      aim = null;
      tell();
    }
    function unanswered() {
      var p = paragraphs[cur], n = number(p);
      add({ v: 'unanswered', n: n, words: words(p) }, function (v) { return v.v === 'unanswered' && v.n === n; });
    }
    /* Which of several such places in the paragraph the range begins at, from 1. */
    function which(p, range, exact) {
      var before = document.createRange(), text = textOf(p), at = -1, count = 0, length;
      before.setStart(p.querySelector('.t'), 0);
      before.setEnd(range.startContainer, range.startOffset);
      length = textIn(before.cloneContents()).length;
      do { at = text.indexOf(exact, at + 1); count++; } while (at >= 0 && at < length);
      return at < 0 ? 1 : count;
    }
    function named(verb, s) { if (s.nth > 1) verb.nth = s.nth; return verb; }
    function selection() {
      var chosen = window.getSelection(), node, exact;
      if (!chosen.rangeCount || chosen.isCollapsed) { say(w('先用鼠标选字。', 'Select words first.')); return null; }
      node = chosen.getRangeAt(0).startContainer;
      node = (node.nodeType === 3 ? node.parentElement : node).closest('.p');
      exact = chosen.toString().replace(/^\s+|\s+$/g, '');
      if (!node || !exact || textOf(node).indexOf(exact) < 0) { say(w('请在一段之内选字。', 'Select within one paragraph.')); return null; }
      go(paragraphs.indexOf(node));
      return { p: node, n: number(node), exact: exact, nth: which(node, chosen.getRangeAt(0), exact) };
    }
    function statement() {
      var s = selection(), text;
      if (!s || !ensure()) return;
      text = textOf(s.p);
      if (!problem(s.p)) add(text.indexOf(s.exact) > 8 ? named({ v: 'unit', n: s.n, words: words(s.p), exact: s.exact, reads: 'finding' }, s) : { v: 'unit', n: s.n, words: words(s.p), reads: 'finding' }, function (v) { return v.v === 'unit' && v.n === s.n && (v.exact || '') === (text.indexOf(s.exact) > 8 ? s.exact : ''); });
      add(named({ v: 'statement', n: s.n, words: words(s.p), exact: s.exact }, s), function (v) { return v.v === 'statement' && v.n === s.n; });
    }
    function until() {
      var s = selection(), i, of = null;
      if (!s) return;
      for (i = paragraphs.indexOf(s.p); i >= 0 && !of; i--) if (problem(paragraphs[i])) of = paragraphs[i];
      if (!of) { say(w('上面没有问题。', 'There is no problem above.')); return; }
      add({ v: 'response', n: s.n, to: s.n, words: words(s.p), of: number(of), until: s.exact }, function (v) { return v.v === 'response' && v.n === s.n && v.until; });
    }
    function fact(name) {
      var s = selection();
      if (s) add({ v: 'fact', name: name, n: s.n, exact: s.exact }, function (v) { return v.v === 'fact' && v.name === name; });
    }
    function note() {
      var n = number(paragraphs[cur]), text = window.prompt(w('备注：', 'Note:'));
      if (text) add({ v: 'note', n: n, text: text }, function (v) { return v.v === 'note' && v.n === n; });
    }
    function undo() {
      if (!draft) return;
      if (draft.verbs.length) draft.verbs.pop(); else draft.checked = '';
      delete draft.out;
      keep();
      tell();
    }
    function visit(id) { var a = by(id); if (a) location.href = a.href; else say(w('没有了。', 'There is none.')); }
    function accept() {
      if (!ensure()) return;
      draft.checked = today();
      keep();
      if (served) post(function () { if (by('after')) visit('after'); }); else if (by('after')) visit('after');
    }
    /* Saves at once, and shows what the record is read as now. */
    function post(then) {
      var one = {};
      if (!draft) { say(w('还没有更正或接受。', 'Nothing is corrected or accepted yet.')); return; }
      one[path] = draft;
      fetch('/save', { method: 'POST', headers: { 'Content-Type': 'application/xml', 'X-Zhengli': '1' }, body: bundle(one) }).then(function (r) {
        return r.text().then(function (text) {
          if (!r.ok) { say(text); return; }
          store(path, null);
          if (then) then(); else become(text);
        });
      }, function (e) { say(String(e.message)); });
    }
    /* The answer takes the place of the page; what the keys do stays. */
    function become(text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html'), n = number(paragraphs[cur]);
      ['data-checked', 'data-by'].forEach(function (name) { body.setAttribute(name, fresh.body.getAttribute(name)); });
      by('bar').remove();
      ['top', 'cols'].forEach(function (id) { by(id).parentNode.replaceChild(document.importNode(fresh.getElementById(id), true), by(id)); });
      record(n);
    }

    stateBox = make('span', '', { 'class': 'at', id: 'state' });
    tools(document.querySelector('#top nav'), [stateBox, button(w('接受', 'Accept'), 'a', accept, 'main'), button(w('撤消', 'Undo'), 'z', undo)], function () { post(); });
    list = document.querySelector('#mine .verbs');
    bar = make('footer', '', { id: 'bar' });
    bar.appendChild(make('span', '', { 'class': 'say', 'aria-live': 'polite' }));
    [[w('问题', 'Problem'), '1', function () { reads('finding'); }], [w('标题', 'Heading'), '2', function () { reads('section'); }], [w('建议', 'Advice'), '3', function () { reads('recommendation'); }], [w('正文', 'Text'), '4', function () { reads('text'); }],
      [w('上条答复', 'Answers above'), '5', answers], [w('没有答复', 'No response'), '0', unanswered], [w('选字为问题', 'Words: problem'), 's', statement], [w('到此为止', 'Ends here'), 'd', until], [w('备注', 'Note'), 'm', note]].forEach(function (b) { bar.appendChild(button(b[0], b[1], b[2])); });
    body.appendChild(bar);
    paragraphs.forEach(function (p, i) {
      p.addEventListener('click', function (event) {
        if (event.altKey && problem(p)) { aim = aim === p ? null : p; tell(); return; }
        if (!event.target.closest('a, button') && window.getSelection().isCollapsed) { cur = i; if (!event.shiftKey) anchor = i; tell(); }
      });
    });
    Array.prototype.forEach.call(document.querySelectorAll('#facts dt'), function (dt, i) {
      dt.appendChild(button(w('取选中的字', 'take selection'), '', function () { fact(dt.getAttribute('data-name')); }));
    });
    Array.prototype.forEach.call(document.querySelectorAll('a[href^="#p"]'), function (a) {
      a.addEventListener('click', function () { var i = paragraphs.indexOf(by(a.getAttribute('href').slice(1))); if (i >= 0) go(i); });
    });
    keys({ j: function () { go(cur + 1); }, k: function () { go(cur - 1); }, J: function () { go(cur + 1, true); }, K: function () { go(cur - 1, true); }, n: function () { doubt(1); }, p: function () { doubt(-1); },
      a: accept, 1: function () { reads('finding'); }, 2: function () { reads('section'); }, 3: function () { reads('recommendation'); }, 4: function () { reads('text'); }, 5: answers, 0: unanswered, s: statement, d: until, m: note, z: undo,
      '[': function () { visit('before'); }, ']': function () { visit('after'); }, g: function () { visit('list'); }, e: served ? function () { post(); } : save, '?': help });
    show();
    var first = document.querySelector('#doubts li a');
    cur = Math.max(0, place ? paragraphs.indexOf(by('p' + place)) : first ? paragraphs.indexOf(by(first.getAttribute('href').slice(1))) : 0);
    go(cur, false, true);
  }

  /* The index. */
  var chunks = [], names = { families: {}, codes: {} }, rows = [], index = null;
  window.zlNames = function (given) { names = given; };
  window.zlRows = function (i, given) { chunks[i] = given; if (index) index.arrived(i); };
  function html(path) {
    return 'r/' + path.replace(/[^A-Za-z0-9/._~%-]/g, function (c) { return c >= '\ud800' && c <= '\udfff' ? c : encodeURIComponent(c).replace(/[!'()*]/g, function (d) { return '%' + d.charCodeAt(0).toString(16).toUpperCase(); }); }).replace(/[\ud800-\udbff][\udc00-\udfff]/g, encodeURIComponent) + '.html';
  }
  function level(doubt) { return doubt >= 6 ? 3 : doubt >= 2 ? 2 : 1; }
  function wilson(wrong, n) {
    var z = 1.96, p = wrong / n, m = 1 + z * z / n, c = p + z * z / (2 * n), d = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    function per(x) { return (100 * Math.max(0, Math.min(1, x))).toFixed(1); }
    return per(p) + '%' + w('（95% 区间 ', ' (95% interval ') + per((c - d) / m) + '–' + per((c + d) / m) + '%' + w('）', ')');
  }
  function list() {
    var total = Number(body.getAttribute('data-rows')), parts = Number(body.getAttribute('data-chunks')), first = Math.min(parts, 50);
    var table = by('rows'), tbody = table.querySelector('tbody'), shown = [], at = 0, from = 0, drafts = all(), waiting = first;
    var find = make('div', '', { id: 'find', role: 'search' }), said = make('p', '', { 'class': 'sub', id: 'said', 'aria-live': 'polite' }), foot = make('p', '', { 'class': 'more' });
    var text = find.appendChild(make('input', '', { type: 'search', placeholder: w('题名或路径', 'title or path'), 'aria-label': w('题名或路径', 'title or path') }));
    function choice(options, name) {
      var select = find.appendChild(make('select', '', { 'aria-label': name }));
      options.forEach(function (o) { select.appendChild(make('option', o[1], { value: o[0] })); });
      select.addEventListener('change', refresh);
      return select;
    }
    var family = choice([['', w('全部文种', 'all kinds')]], w('文种', 'kind')), code = choice([['', w('全部存疑', 'all doubts')]], w('存疑之处', 'doubt'));
    var state = choice([['', w('全部状态', 'all states')], ['open', w('未核', 'not checked')], ['done', w('已核或已更正', 'checked or corrected')], ['sample', w('抽检样本', 'random sample')]], w('状态', 'state'));
    var order = choice([['doubt', w('存疑大的在前', 'most doubtful first')], ['path', w('按路径', 'by path')], ['findings', w('问题多的在前', 'most findings first')]], w('次序', 'order'));
    /* 4: checked, 8: corrected, by a file of corrections or by a draft. */
    function stateOf(row) { var d = drafts[row[0]]; return (row[10] & 12) | (d && d.checked ? 4 : 0) | (d && d.verbs && d.verbs.length ? 8 : 0); }
    function line(row) {
      var tr = make('tr'), d = tr.appendChild(make('td', '', { 'class': 'dl w' + level(row[3]) })), t = tr.appendChild(make('td', '', { 'class': 'ti' })), c = tr.appendChild(make('td', '', { 'class': 'ch' })), codes = row[4] ? row[4].split(' ') : [], s = stateOf(row);
      d.appendChild(make('b', [w('无', '–'), w('小', 'some'), w('大', 'much')][level(row[3]) - 1]));
      if (row[3]) d.appendChild(document.createTextNode(' ' + row[3] / 2));
      if (row[10] & 1) t.appendChild(make('a', row[1], { href: row[11] || html(row[0]) }));
      else { t.appendChild(document.createTextNode(row[1])); t.title = w('没有写出这一页：--select', 'this page was not written: --select') + ' ' + row[0]; }
      t.appendChild(make('br'));
      t.appendChild(make('small', row[0]));
      codes.slice(0, 4).forEach(function (name) { c.appendChild(make('span', names.codes[name] || name, { 'class': 'chip' })); c.appendChild(document.createTextNode(' ')); });
      if (codes.length > 4) c.appendChild(document.createTextNode('+' + (codes.length - 4)));
      tr.appendChild(make('td', row[5], { 'class': 'nu', 'data-h': w('问题', 'findings') }));
      tr.appendChild(make('td', row[6], { 'class': 'nu', 'data-h': w('答复', 'paired') }));
      tr.appendChild(make('td', names.families[row[2]] || row[2]));
      tr.appendChild(make('td', s & 8 ? w('已更正', 'corrected') : s & 4 ? w('已核', 'checked') : ''));
      return tr;
    }
    function draw() {
      tbody.textContent = '';
      shown.slice(from, from + 100).forEach(function (row) { tbody.appendChild(line(row)); });
      at = 0;
      mark();
      foot.textContent = '';
      if (from > 0) foot.appendChild(button(w('前 100 件', 'previous 100'), '', function () { from -= 100; draw(); }));
      if (from + 100 < shown.length) foot.appendChild(button(w('后 100 件', 'next 100'), '', function () { from += 100; draw(); window.scrollTo(0, 0); }));
      if (chunks.length < parts || waiting > 0) foot.appendChild(button(w('读入全部 ' + total + ' 件', 'read all ' + total), '', function () { for (var i = first; i < parts; i++) script(i); }));
    }
    function mark() { Array.prototype.forEach.call(tbody.children, function (tr, i) { tr.className = i === at ? 'cur' : ''; }); }
    function refresh() {
      var words = text.value.toLowerCase(), checked = 0, corrected = 0;
      drafts = all();
      shown = rows.filter(function (row) {
        if (words && row.low.indexOf(words) < 0) return false;
        if (family.value && row[2] !== family.value) return false;
        if (code.value && (' ' + row[4] + ' ').indexOf(' ' + code.value + ' ') < 0) return false;
        if (state.value === 'sample') return !!(row[10] & 2);
        if (!state.value) return true;
        return stateOf(row) > 0 === (state.value === 'done');
      });
      if (order.value === 'path') shown.sort(function (a, b) { return a[0] < b[0] ? -1 : 1; });
      else if (order.value === 'findings') shown.sort(function (a, b) { return b[5] - a[5] || (a[0] < b[0] ? -1 : 1); });
      shown.forEach(function (row) { var s = stateOf(row); if (s & 4) checked++; if (s === 12) corrected++; });
      said.textContent = w('列出 ' + shown.length + ' / ' + total + ' 件；已核 ' + checked + ' 件，其中有更正 ' + corrected + ' 件。', shown.length + ' of ' + total + ' records; ' + checked + ' checked, ' + corrected + ' of them corrected.');
      if (state.value === 'sample' && checked) said.textContent += w(' 差错率 ', ' Error rate ') + wilson(corrected, checked);
      from = 0;
      draw();
    }
    function script(i) { if (!chunks[i]) body.appendChild(make('script', null, { src: 'd/' + ('0000' + i).slice(-5) + '.js' })); }
    function fill(select, counts, label) {
      Object.keys(counts).sort(function (a, b) { return counts[b] - counts[a]; }).forEach(function (key) { select.appendChild(make('option', (label[key] || key) + ' ' + counts[key], { value: key })); });
    }
    function ready() {
      var families = {}, codes = {};
      rows = [].concat.apply([], chunks.filter(Boolean));
      rows.forEach(function (row) { row.low = row.low || (row[1] + '\n' + row[0]).toLowerCase(); families[row[2]] = (families[row[2]] || 0) + 1; if (row[4]) row[4].split(' ').forEach(function (c) { codes[c] = (codes[c] || 0) + 1; }); });
      [family, code].forEach(function (s) { while (s.options.length > 1) s.remove(1); });
      fill(family, families, names.families);
      fill(code, codes, names.codes);
      refresh();
      body.setAttribute('data-ready', rows.length);
    }
    index = { arrived: function () { var have = chunks.filter(Boolean).length; waiting = Math.max(0, first - have); if (have === first || have === parts) ready(); } };
    table.parentNode.insertBefore(find, table);
    table.parentNode.insertBefore(said, table);
    table.parentNode.appendChild(foot);
    tools(document.querySelector('#top nav'));
    var later;
    text.addEventListener('input', function () { clearTimeout(later); later = setTimeout(refresh, 120); });
    function step(by) { if (at + by >= 0 && at + by < tbody.children.length) { at += by; mark(); tbody.children[at].scrollIntoView({ block: 'nearest' }); } }
    keys({ j: function () { step(1); }, k: function () { step(-1); }, Enter: function () { var a = tbody.children[at] && tbody.children[at].querySelector('a'); if (a) location.href = a.href; }, '/': function () { text.focus(); }, e: save, '?': help });
    for (var i = 0; i < first; i++) script(i);
    mark();
  }

  if (body.classList.contains('rec')) record(); else document.addEventListener('DOMContentLoaded', list);
})();
