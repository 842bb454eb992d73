/* checks.js WORK ZHENGLI ROOT [NAME...]: what a person does with the pages, and what they must never do. */
'use strict';
const fs = require('fs'), path = require('path'), os = require('os');
const { execFileSync, spawn, spawnSync } = require('child_process');
const { chromium } = require('playwright-core');
const [, , work, zhengli, root, ...chosen] = process.argv;
const pages = path.join(work, 'pages'), at = name => 'file://' + path.join(pages, name);
const records = ['r/inline.docx.html', 'r/labelled.docx.html', 'r/ledger.docx.html', 'r/hostile.docx.html'];
let browser;

function must(truth, what) { if (!truth) throw new Error(what); }

/* A page in a context of its own, which notes what must not happen: dialogs, errors, requests outside. */
async function open(name, options = {}) {
  const context = await browser.newContext(Object.assign({ viewport: { width: 1280, height: 800 } }, options.context));
  const page = await context.newPage(), wrong = [];
  page.on('dialog', dialog => options.name && dialog.type() === 'prompt' ? dialog.accept(options.name) : (wrong.push('dialog: ' + dialog.message()), dialog.dismiss()));
  page.on('pageerror', error => wrong.push('error: ' + error.message));
  page.on('request', request => { if (!request.url().startsWith('file://' + pages) && !request.url().startsWith('blob:')) wrong.push('request: ' + request.url()); });
  if (options.before) await page.addInitScript(options.before);
  await page.goto(at(name));
  if (!options.plain) await page.waitForSelector(name.endsWith('index.html') ? 'body[data-ready]' : '#bar');
  page.wrong = wrong;
  page.done = async () => { await context.close(); must(!wrong.length, wrong.join('; ')); };
  return page;
}

async function shot(page, name) { if (process.env.ZL_PICTURES) await page.screenshot({ path: path.join(process.env.ZL_PICTURES, name + '.png') }); }

/* zhengli review --serve; page is at its index, and says what must not happen as open() does. */
async function serve(store, options = []) {
  const server = spawn(zhengli, ['review', '--serve', path.join(work, 'out'), '--corrections', store, '--normalise', 'strict'].concat(options));
  const url = await new Promise((done, failed) => {
    let said = '';
    server.stdout.once('data', data => done(String(data).trim()));
    server.stderr.on('data', data => { said += data; });
    server.on('exit', () => failed(new Error(said)));
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } }), page = await context.newPage(), wrong = [], here = url.split('/?')[0];
  page.on('dialog', dialog => { wrong.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('pageerror', error => wrong.push('error: ' + error.message));
  page.on('request', request => { if (!request.url().startsWith(here + '/')) wrong.push('request: ' + request.url()); });
  await page.goto(url);
  await page.waitForSelector('body[data-ready]');
  return { page, here, done: async () => { await context.close(); server.kill(); must(!wrong.length, wrong.join('; ')); } };
}

/* Keys that are pressed, and how many. */
async function press(page, keys) { for (const key of keys) await page.keyboard.press(key); return keys.length; }

const checks = {
  async 'a wrong reading is put right in three keys, and the page that is served shows it'() {
    const store = path.join(work, 'three'), { page, here, done } = await serve(store, ['--by', '王档案']);
    must(page.url() === here + '/', 'the token stays in the address: ' + page.url());
    await page.goto(here + '/r/wrong.docx.html');
    await page.waitForSelector('#bar');
    must(await page.locator('#p5.q').count() === 1, 'the fault is not there');
    const saved = page.waitForResponse(response => response.url() === here + '/save');
    must(await press(page, ['p', '4', 'a']) === 3, 'keys');
    must((await saved).status() === 200, 'it is not saved');
    await page.waitForURL(url => !url.href.includes('wrong'));
    await page.goto(here + '/r/wrong.docx.html');
    await page.waitForSelector('#bar');
    must(await page.locator('#p5.q').count() === 0, 'it is a problem still');
    must((await page.textContent('#state')).includes('王档案'), 'nothing says that it is checked');
    await done();
    spawnSync(zhengli, ['run', '--no-progress', '--normalise', 'strict', '--corrections', store, '-o', path.join(work, 'out'), path.join(work, 'in')]);
    const record = fs.readFileSync(path.join(work, 'out', 'records', 'wrong.docx.xml'), 'utf8');
    must(/<flag code="corrected" n="5"/.test(record) && !/<problem n="5"/.test(record), 'the record is not corrected');
  },

  async 'served: saving shows the new reading in the same page; nothing of it is lost by saving again'() {
    const store = path.join(work, 'served'), { page, here, done } = await serve(store, ['--by', '甲']);
    await page.keyboard.press('j'); await page.keyboard.press('k');
    await page.goto(here + '/r/inline.docx.html');
    await page.waitForSelector('#bar');
    await page.click('#p20 .t'); await page.keyboard.press('1'); await page.keyboard.press('e');
    await page.waitForSelector('#changed');
    must((await page.textContent('#changed')).includes('20'), await page.textContent('#changed'));
    must(await page.locator('#p20.q.cur').count() === 1, 'the problem is not shown, or the place is lost');
    await shot(page, 'served');
    await page.reload(); await page.waitForSelector('#bar');
    must(await page.locator('.verbs li').count() === 1, 'what is kept is not shown');
    await page.click('#p9 .t'); await page.keyboard.press('4'); await page.keyboard.press('e');
    await page.waitForFunction(() => document.querySelector('#changed') && document.querySelector('#changed').textContent.includes('9、'));
    must(await page.locator('.verbs li').count() === 2 && await page.locator('#p20.q').count() === 1, 'saving again lost something');
    must(await page.evaluate(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.appendChild(s); return window.ran === undefined; }), 'an inline script ran');
    must(await page.evaluate(() => fetch('/save', { method: 'POST', body: '<x/>' }).then(r => r.status)) === 403, 'a request without its header was taken');
    const other = await page.context().newPage();
    await other.route('http://evil.invalid/', route => route.fulfill({ contentType: 'text/html', body: '<p>' }));
    await other.goto('http://evil.invalid/');
    const got = await other.evaluate(to => fetch(to + '/save', { method: 'POST', mode: 'no-cors', body: '<x/>' }).then(r => r.type + r.status, e => 'refused'), here);
    must(got === 'refused' || got === 'opaque0', got);
    const link = await other.evaluate(to => new Promise(done => { const image = new Image(); image.onerror = () => done('refused'); image.onload = () => done('loaded'); image.src = to + '/review.css'; }), here);
    must(link === 'refused', link);
    await other.close();
    must(fs.readdirSync(store).length === 1, 'files');
    await done();
  },

  async 'flow: keys, drafts that last, export, import, run, the page shows it'() {
    const page = await open('index.html', { name: '王档案' });
    await shot(page, 'index');
    await page.keyboard.press('j'); await page.keyboard.press('k'); await page.keyboard.press('Enter');
    await page.waitForSelector('#bar');
    await page.goto(at('r/inline.docx.html'));
    await page.waitForSelector('#bar');
    await page.click('#p9 .t'); await page.keyboard.press('4');
    await page.click('#p20 .t'); await page.keyboard.press('1');
    await page.click('#p21 .t'); await page.keyboard.press('Shift+J'); await page.keyboard.press('5');
    await page.evaluate(() => { const text = document.querySelector('#p10 .st').firstChild, range = document.createRange(); range.setStart(text, 0); range.setEnd(text, 8); getSelection().removeAllRanges(); getSelection().addRange(range); });
    await page.keyboard.press('s');
    await page.evaluate(() => getSelection().removeAllRanges());
    await page.click('#p18 .t'); await page.keyboard.press('0'); await page.keyboard.press('z');
    await shot(page, 'record');
    await page.reload(); await page.waitForSelector('.verbs li');
    must(await page.locator('.verbs li').count() === 4, 'drafts are not kept');
    await page.keyboard.press('a');
    await page.waitForURL(url => !url.href.includes('inline'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    must(/^更正-\d{8}-\d{4}\.xml$/.test(download.suggestedFilename()), download.suggestedFilename());
    const bundle = path.join(work, 'bundle.xml'), store = path.join(work, 'store');
    await download.saveAs(bundle);
    const verbs = fs.readFileSync(bundle, 'utf8').match(/<(unit|response|statement)[^>]*>/g);
    must(verbs.join('') === '<unit n="9" words="1.针对垃圾转运站臭气扰" reads="text"/><unit n="20" words="一是盯住未完成的2项问题" reads="finding"/>' +
      '<response n="21" to="22" words="联系人电话：0991-5" of="20"/><statement n="10" words="2.针对“牛皮癣”小广告" exact="“牛皮癣”小广告"/>', verbs.join(''));
    must(/1 taken, 0 same, 0 refused/.test(execFileSync(zhengli, ['correct', '--import', bundle, '--corrections', store, path.join(work, 'out')])), 'import');
    spawnSync(zhengli, ['run', '--no-progress', '--normalise', 'strict', '--corrections', store, '-o', path.join(work, 'out'), path.join(work, 'in')]);
    execFileSync(zhengli, ['review', path.join(work, 'out'), '--all', '--corrections', store, '-o', pages]);
    await page.goto(at('r/inline.docx.html'));
    await page.waitForSelector('#bar');
    must(await page.locator('#p20.q').count() === 1, 'the problem is not there');
    must(await page.locator('#p9 .st').count() === 0, 'the text is a problem still');
    must((await page.textContent('#doubts')).includes('人工更正'), 'nothing says that it is corrected');
    await page.done();
  },

  async 'hostile names and text: no dialog, no request outside, one script'() {
    for (const name of ['index.html', 'r/hostile.docx.html']) {
      const page = await open(name);
      must(await page.evaluate(() => Array.from(document.querySelectorAll('*')).every(e => Array.from(e.attributes).every(a => !a.name.startsWith('on')))), 'a handler in ' + name);
      must(await page.evaluate(() => Array.from(document.scripts).every(s => /\/(review|names|\d{5})\.js$/.test(s.src))), 'a script in ' + name);
      await page.done();
    }
  },

  async 'an inline script is blocked'() {
    const page = await open('r/inline.docx.html');
    await page.evaluate(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.appendChild(s); });
    must(await page.evaluate(() => window.ran === undefined), 'it ran');
    await page.context().close();
  },

  async 'readable without scripts'() {
    const index = await open('index.html', { plain: true, context: { javaScriptEnabled: false } });
    must(await index.locator('#rows tbody tr').count() === 8, 'rows');
    await index.done();
    const page = await open('r/inline.docx.html', { plain: true, context: { javaScriptEnabled: false } });
    must((await page.textContent('#p9 .t')).includes('垃圾转运站臭气扰民'), 'text');
    must(await page.locator('button').count() === 0, 'dead buttons');
    await page.done();
  },

  async 'axe-core: no violation of WCAG A, AA, AAA; light and dark'() {
    const source = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark']) {
      for (const name of ['index.html'].concat(records)) {
        const page = await open(name, { context: { colorScheme, bypassCSP: true } });
        /* What lies half under a bar that stays is scrolled to: its size is not what is seen of it. */
        await page.addStyleTag({ content: '#top, #bar, #side { position: static !important; }' });
        await page.evaluate(source);
        const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
        must(!found.violations.length, name + ' ' + colorScheme + ': ' + found.violations.map(v => v.id + ' ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 90)).join(' | ')).join('; '));
        await page.done();
      }
    }
  },

  async '390 pixels: no scrolling to the side, targets of 44; 1280 and 200 %'() {
    for (const name of ['index.html'].concat(records)) {
      for (const [width, height] of [[390, 844], [640, 400], [1280, 800]]) {
        const page = await open(name, { context: { viewport: { width, height } } });
        must(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name + ' scrolls at ' + width);
        if (width === 390) {
          const small = await page.evaluate(() => Array.from(document.querySelectorAll('button, .way, select, input, #rows .ti a')).filter(e => e.offsetParent !== null && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80)));
          must(!small.length, name + ': ' + small.slice(0, 3).join(' | '));
          await shot(page, name === 'index.html' ? 'index-narrow' : 'narrow');
        }
        await page.done();
      }
    }
  },

  async 'words that stand twice: those that were selected'() {
    const page = await open('r/inline.docx.html', { name: '甲' });
    const words = await page.evaluate(() => {
      for (const node of Array.from(document.querySelectorAll('.p .t .r, .p .t .m')).map(e => e.firstChild).filter(n => n && n.nodeType === 3)) {
        const before = node.parentElement.closest('.t').textContent;
        for (let i = 0; i + 2 <= node.data.length; i++) {
          const pair = node.data.slice(i, i + 2);
          if (/^[\u4e00-\u9fff]{2}$/.test(pair) && before.indexOf(pair) < before.indexOf(node.data) + i && before.split(pair).length === 3) {
            const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 2);
            getSelection().removeAllRanges(); getSelection().addRange(range);
            return pair;
          }
        }
      }
    });
    must(words, 'no words stand twice');
    await page.keyboard.press('s');
    const verbs = await page.evaluate(() => JSON.parse(localStorage.getItem(Object.keys(localStorage).find(k => k.endsWith('inline.docx')))).verbs);
    must(verbs.some(v => v.exact === words && v.nth === 2), JSON.stringify(verbs));
    await page.done();
  },

  async 'no storage: it is said, and export works'() {
    const page = await open('r/labelled.docx.html', { name: '甲', before: () => { Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); }; } });
    await page.keyboard.press('j'); await page.keyboard.press('4');
    must((await page.textContent('#say')).includes('QuotaExceededError'), 'nothing is said');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    must(fs.readFileSync(await download.path(), 'utf8').includes('reads="text"'), 'the export is empty');
    await page.done();
  },

  async 'an index of 100,000 rows: under 3 s, search under 0.1 s, heap under 100 MB'() {
    const folder = path.join(work, 'large'), total = 100000;
    fs.cpSync(pages, folder, { recursive: true });
    for (let i = 0; i < 50; i++) {
      const rows = [];
      for (let j = 0; j < 2000; j++) { const k = i * 2000 + j; rows.push([`2021/${k % 97}/报告${k}.docx`, `某市第${k}局关于巡察反馈意见整改情况的报告`, 'rectification', (total - k) % 15, 'close missed-item', k % 30, k % 20, 1, 2, '0123456789abcdef', 1]); }
      fs.writeFileSync(path.join(folder, 'd', ('0000' + i).slice(-5) + '.js'), `zlRows(${i},${JSON.stringify(rows)});\n`);
    }
    fs.writeFileSync(path.join(folder, 'index.html'), fs.readFileSync(path.join(pages, 'index.html'), 'utf8').replace(/data-rows="\d+" data-chunks="\d+"/, `data-rows="${total}" data-chunks="50"`));
    const page = await browser.newPage(), begun = Date.now();
    await page.goto('file://' + path.join(folder, 'index.html'));
    await page.waitForSelector(`body[data-ready="${total}"]`);
    const loaded = Date.now() - begun;
    const search = await page.evaluate(() => { const box = document.querySelector('#find input'), from = performance.now(); box.value = '99999'; document.querySelector('#find select').dispatchEvent(new Event('change')); return performance.now() - from; });
    must((await page.textContent('#said')).includes('列出 1 /'), await page.textContent('#said'));
    const client = await page.context().newCDPSession(page);
    await client.send('HeapProfiler.collectGarbage');
    const heap = (await client.send('Runtime.getHeapUsage')).usedSize / 1e6;
    await page.close();
    console.log(`  loaded in ${loaded} ms, searched in ${search.toFixed(0)} ms, heap ${heap.toFixed(0)} MB; load average ${os.loadavg()[0].toFixed(1)}`);
    const slow = Math.max(1, os.loadavg()[0] / os.cpus().length); /* others work on this machine, too */
    must(loaded < 3000 * slow && search < 100 * slow && heap < 100, 'too much');
  },

  async 'a ledger is a table: heads, a row a finding, categories that go on'() {
    const page = await open('r/ledger.docx.html');
    const rows = await page.evaluate(() => Array.from(document.querySelector('.grid table').rows).map(row => Array.from(row.cells).map(cell => (cell.rowSpan > 1 ? cell.rowSpan + 'x' : '') + Array.from(cell.querySelectorAll('.k')).map(k => k.textContent).join('')).join(' ')));
    must(rows.slice(0, 4).join('; ') === '文 文 文 文 文 文; 问 3x题 问 措 属 属; 问 问 措措 属 属; 问 问 答 属 属', rows.join('; '));
    await page.done();
  },

  async 'print: every paragraph once, no tools'() {
    const bare = text => text.replace(/\s/g, '');
    for (const name of ['inline', 'labelled', 'lists', 'wrong']) {
      const page = await open(`r/${name}.docx.html`), file = path.join(work, 'printed.pdf');
      await page.emulateMedia({ media: 'print' });
      must(await page.evaluate(() => ['#bar', '#top nav'].every(s => getComputedStyle(document.querySelector(s)).display === 'none')), 'tools are printed');
      await page.pdf({ path: file });
      /* A paragraph begins a line with its number and its mark. */
      const printed = bare(execFileSync('pdftotext', ['-raw', file, '-']).toString().replace(/[\n\f]+(?=\d+ \p{Script=Han} )/gu, '¶'));
      const paragraphs = await page.evaluate(() => Array.from(document.querySelectorAll('.p')).map(p => p.textContent));
      const wrong = paragraphs.filter(text => printed.split('¶' + bare(text)).length !== 2);
      must(paragraphs.length > 10 && !wrong.length, `${name}: not once on paper: ${wrong.join(' | ')}`);
      await page.done();
    }
  },

  async 'review.js is ES2015; review.css has nothing that Chromium 79 lacks'() {
    require('acorn').parse(fs.readFileSync(path.join(root, 'pipeline/review/review.js'), 'utf8'), { ecmaVersion: 2015 });
    const css = fs.readFileSync(path.join(root, 'pipeline/review/review.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    for (const feature of [/[{; ]gap:/, /:is\(/, /:where\(/, /:has\(/, /:focus-visible/, /\binset:/, /aspect-ratio/, /@layer/, /@container/, /clamp\(/, /\bmin\(/, /\bmax\(/, /color-mix/])
      must(!feature.test(css), String(feature));
  },

  async 'roles are told apart without colour'() {
    const page = await open('r/labelled.docx.html'), client = await page.context().newCDPSession(page);
    for (const type of ['deuteranopia', 'protanopia', 'tritanopia', 'achromatopsia']) await client.send('Emulation.setEmulatedVisionDeficiency', { type });
    const roles = await page.evaluate(() => Array.from('qdrmhgbxz').map(c => document.querySelector('.p.' + c)).filter(p => p && p.querySelector('.k')).map(p => { const k = p.querySelector('.k'), s = getComputedStyle(k), b = getComputedStyle(p); return [k.textContent, s.borderTopStyle + s.borderTopWidth + b.borderLeftColor].join(); }));
    must(roles.length >= 4 && new Set(roles).size === roles.length && new Set(roles.map(r => r[0])).size === roles.length, roles.join(' '));
    await page.done();
  },
};

(async () => {
  let failed = 0;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  for (const name of Object.keys(checks).filter(n => !chosen.length || chosen.some(c => n.includes(c)))) {
    try { await checks[name](); console.log('ok   ' + name); } catch (error) { failed++; console.log('FAIL ' + name + '\n     ' + error.message.split('\n')[0]); }
  }
  await browser.close();
  console.log(failed ? failed + ' failed' : 'all passed');
  process.exit(failed ? 1 : 0);
})();
