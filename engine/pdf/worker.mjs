// The typesetter: sets letters as long as it is told of any. A line of JSON in, a line of JSON a letter out.
//
//   in   {"source": "chunk.typ", "fonts": [paths], "standard": "ua-1", "letters": [{"name", "title", "created", "out"}]}
//   out  {"name", "pages"} or {"name", "error"}; then {"done": true}
//   in   {"run": {"out", "title", "duplex", "parts": [{"source", "letters": [{"name", "case", "letter"}]}]}, "fonts", "standard"}
//   out  {"pages", "starts": [first page of each letter]} or {"error"}: all of them one after the other, behind an index
//
// Sources, pictures and PDFs stand in the folder that this process runs in, and Typst sees no other.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const folder = process.cwd();
const words = fs.readFileSync(new URL('./letter.typ', import.meta.url), 'utf8');
let compiler = null;
let known = '';

// A compiler knows the fonts that it was made with; a chunk that needs others gets another compiler.
function compilerFor(fonts) {
  const wanted = fonts.join('\n');
  if (compiler === null || wanted !== known) {
    const fontBlobs = fonts.map((file) => fs.readFileSync(file));
    compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] });
    compiler.addSource(path.join(folder, 'letter.typ'), words);
    known = wanted;
  }
  return compiler;
}

const quoted = (text) => `"${text.replace(/["\\]/g, '\\$&').replace(/\s+/g, ' ')}"`;

const imports = '#import "/letter.typ": *\n#import "/styles.typ": *\n';

// The day that stands for "not known" in a package too, where a date must be: the clock's would make the same letter
// another file each time, and PDF/A takes none without one.
const notKnown = [1980, 1, 1, 0, 0, 0];

function dateFor(created, standard) {
  const known = created ?? (standard === 'ua-1' ? null : notKnown);
  if (known === null) return 'none';
  const [year, month, day, hour, minute, second] = known;
  return `datetime(year: ${year}, month: ${month}, day: ${day}, hour: ${hour}, minute: ${minute}, second: ${second})`;
}

function heading(letter, standard) {
  const when = dateFor(letter.created, standard);
  // Said about nothing, so that it is no part of how anything looks: Typst knows the words of the last letter again.
  return `#{\nset document(title: ${quoted(letter.title)}, date: ${when})\n[]\n}\n${imports}#let stories = none\n`;
}

// A sign that no font here shows, as a clerk would name it.
const plainly = (said) => said.replace(
  /.*the text [`"]*(?:\\+u\{([0-9a-f]+)\}|(.{1,8}?))[`"]* could not be displayed with font .*/s,
  (_, code, sign) => (code ? `no font here shows the sign U+${code.toUpperCase()}` : `no font here shows the sign ${sign}`));

const sentences = (found) => [...new Set(found.map((one) => plainly(one.message)))].join('; ').slice(0, 2000);

function set(with_, letter, source, standard) {
  with_.addSource(path.join(folder, 'own.typ'), imports + source.edges);
  const made = with_.compile({ mainFileContent: heading(letter, standard) + source.body, inputs: { alone: 'yes' } });
  if (made.hasError()) {
    return { name: letter.name, error: sentences(with_.fetchDiagnostics(made.takeDiagnostics())) };
  }
  const pdf = with_.pdf(made.result, { pdfStandard: standard, pdfTags: true });
  fs.writeFileSync(path.join(folder, letter.out), pdf);
  return { name: letter.name, pages: made.result.numOfPages };
}

function read(source) {
  const [styles, ...parts] = fs.readFileSync(path.join(folder, source), 'utf8').split('\u0001');
  const letters = new Map();
  for (const part of parts) {
    const named = part.indexOf('\n');
    const [edges, body] = part.slice(named + 1).split('\u0005');
    letters.set(part.slice(0, named), { edges, body });
  }
  return { styles, letters };
}

function complaint(with_, problem) {
  let said = String(problem?.message ?? problem);
  // Complaints of the PDF writer come as a dump of its own data; the sentences are in it.
  const told = [...said.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((one) => one[1].replace(/\\+(["'`])/g, '$1'));
  if (told.length > 0) said = [...new Set(told.map(plainly))].join('; ').slice(0, 2000);
  try { said = sentences(with_.fetchDiagnostics(problem)) || said; } catch { /* it was no complaint of Typst's */ }
  return said;
}

const tell = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

function chunk(asked) {
  const { styles, letters } = read(asked.source);
  const with_ = compilerFor(asked.fonts);
  with_.addSource(path.join(folder, 'styles.typ'), `#import "/letter.typ": *\n${styles}`);
  for (const letter of asked.letters) {
    try {
      tell(set(with_, letter, letters.get(letter.name) ?? { edges: '', body: '' }, asked.standard));
    } catch (problem) {
      tell({ name: letter.name, error: complaint(with_, problem) });
    }
    // What the last ten letters had in common stays; all else would only fill the memory.
    with_.evictCache(10);
  }
  tell({ done: true });
}

// All letters as one document, so that its tags are whole: one look of words may mean another in the next chunk, so
// each letter sees only the styles of its own.
function run(asked) {
  const with_ = compilerFor(asked.fonts);
  const { out, title, duplex, parts } = asked.run;
  let main = `#import "/letter.typ": *\n#set document(title: ${quoted(title)}, date: ${dateFor(null, asked.standard)})\n`;
  const rows = parts.flatMap((part) => part.letters);
  const entries = rows.map((row) => `(${quoted(row.case)}, ${quoted(row.letter)}, "${row.name}"),`).join('');
  main += `#print-index(${quoted(title)}, (${entries}))\n`;
  parts.forEach((part, number) => {
    const { styles, letters } = read(part.source);
    with_.addSource(path.join(folder, `styles-${number}.typ`), `#import "/letter.typ": *\n${styles}`);
    for (const letter of part.letters) {
      const { edges, body } = letters.get(letter.name) ?? { edges: '', body: '' };
      main += `#pagebreak(weak: true${duplex ? ', to: "odd"' : ''})\n#{\nimport "/styles-${number}.typ": *\n` +
        `[${edges}${body}]\n}\n`;
    }
  });
  main += `#context [#metadata((${rows.map((row) => `locate(label("first-${row.name}")).page(),`).join('')}))<starts>]\n`;
  try {
    const made = with_.compile({ mainFileContent: main });
    if (made.hasError()) {
      tell({ error: sentences(with_.fetchDiagnostics(made.takeDiagnostics())) });
      return;
    }
    const starts = with_.query(made.result, { selector: '<starts>', field: 'value' })[0];
    fs.writeFileSync(path.join(folder, out), with_.pdf(made.result, { pdfStandard: asked.standard, pdfTags: true }));
    tell({ pages: made.result.numOfPages, starts });
  } catch (problem) {
    tell({ error: complaint(with_, problem) });
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const asked = JSON.parse(line);
  if (asked.run) run(asked); else chunk(asked);
}
