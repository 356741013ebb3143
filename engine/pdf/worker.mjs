// The typesetter: sets letters as long as it is told of any. A line of JSON in, a line of JSON a letter out.
//
//   in   {"source": "chunk.typ", "fonts": [paths], "standard": "ua-1", "letters": [{"name", "title", "created", "out"}]}
//   out  {"name", "pages"} or {"name", "error"}; then {"done": true}
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

function heading(letter) {
  const when = letter.created === null ? 'none'
    : `datetime(year: ${letter.created[0]}, month: ${letter.created[1]}, day: ${letter.created[2]}, ` +
      `hour: ${letter.created[3]}, minute: ${letter.created[4]}, second: ${letter.created[5]})`;
  return `#import "/letter.typ": *\n#import "/styles.typ": *\n#set document(title: ${quoted(letter.title)}, date: ${when})\n`;
}

const sentences = (found) => [...new Set(found.map((one) => one.message))].join('; ').slice(0, 2000);

function set(with_, letter, source, standard) {
  const made = with_.compile({ mainFileContent: heading(letter) + source });
  if (made.hasError()) {
    return { name: letter.name, error: sentences(with_.fetchDiagnostics(made.takeDiagnostics())) };
  }
  const pdf = with_.pdf(made.result, { pdfStandard: standard, pdfTags: true });
  fs.writeFileSync(path.join(folder, letter.out), pdf);
  return { name: letter.name, pages: made.result.numOfPages };
}

function chunk(asked) {
  const [styles, ...parts] = fs.readFileSync(path.join(folder, asked.source), 'utf8').split('\u0001');
  const sources = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]));
  const with_ = compilerFor(asked.fonts);
  with_.addSource(path.join(folder, 'styles.typ'), `#import "/letter.typ": *\n${styles}`);
  for (const letter of asked.letters) {
    let answer;
    try {
      answer = set(with_, letter, sources.get(letter.name) ?? '', asked.standard);
    } catch (problem) {
      let said = String(problem?.message ?? problem);
      try { said = sentences(with_.fetchDiagnostics(problem)) || said; } catch { /* it was no complaint of Typst's */ }
      answer = { name: letter.name, error: said };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  with_.evictCache(2);
  process.stdout.write('{"done":true}\n');
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim() !== '') chunk(JSON.parse(line));
}
