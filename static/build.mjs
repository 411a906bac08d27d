// Builds everything the browser gets into static/dist: styles, scripts, icons, fonts, images.
// Run by `npm run build`. Output names are plain; Django's staticfiles storage adds the hash.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import decompress from 'woff2-encoder/decompress';

const here = path.dirname(fileURLToPath(import.meta.url));
const src = path.join(here, 'src');
const out = path.join(here, 'dist');
const modules = path.join(here, '..', 'node_modules');
const target = ['chrome111', 'firefox115', 'safari16.4'];

// Headings have one weight: the variable typeface would be twice as many bytes.
const FONTS = [
  ['@fontsource-variable', 'figtree', 'latin-wght-normal'],
  ['@fontsource-variable', 'figtree', 'latin-ext-wght-normal'],
  ['@fontsource', 'bricolage-grotesque', 'latin-700-normal'],
  ['@fontsource', 'bricolage-grotesque', 'latin-ext-700-normal'],
];

function copyFonts() {
  fs.mkdirSync(path.join(out, 'fonts'), { recursive: true });
  for (const [source, family, variant] of FONTS) {
    const name = `${family}-${variant}.woff2`;
    const from = path.join(modules, source, family, 'files', name);
    fs.copyFileSync(from, path.join(out, 'fonts', name));
  }
}

// The same typefaces for what is printed (netwerk/kern/uitvoer/pdf.py), which reads no WOFF2.
const PRINT_FONTS = [
  ['figtree', 'latin-wght-normal'],
  ['figtree', 'latin-wght-italic'],
  ['bricolage-grotesque', 'latin-wght-normal'],
];

async function unpackFonts() {
  fs.mkdirSync(path.join(out, 'druk'), { recursive: true });
  for (const [family, variant] of PRINT_FONTS) {
    const name = `${family}-${variant}`;
    const from = path.join(modules, '@fontsource-variable', family, 'files', `${name}.woff2`);
    fs.writeFileSync(path.join(out, 'druk', `${name}.ttf`), await decompress(fs.readFileSync(from)));
  }
}

// One file with every icon that templates may use: icons.txt holds their names, one a line.
function buildSprite() {
  const names = fs.readFileSync(path.join(src, 'icons.txt'), 'utf8').split('\n').filter(Boolean);
  const symbols = names.map((name) => {
    const file = path.join(modules, 'lucide-static', 'icons', `${name}.svg`);
    const shape = fs.readFileSync(file, 'utf8')
      .replace(/<!--.*?-->/gs, '')
      .replace(/^[\s\S]*?<svg[^>]*>/, '')
      .replace('</svg>', '')
      .replace(/\s+/g, ' ')
      .replace(/> </g, '><')
      .trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${shape}</symbol>`;
  });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
  fs.writeFileSync(path.join(out, 'sprite.svg'), sprite);
}

async function bundle(entry, outfile, more = {}) {
  await esbuild.build({
    entryPoints: [path.join(src, entry)],
    outfile: path.join(out, outfile),
    bundle: true,
    minify: true,
    legalComments: 'none',
    external: ['*.woff2'],
    nodePaths: [modules],
    target,
    logLevel: 'warning',
    ...more,
  });
}

// The editor has no parser of Markdown (the server draws the text): the one that a library of it
// asks for stays out. A module: a page with two text boxes loads and runs it once.
const EDITOR = {
  format: 'esm',
  alias: { 'markdown-it': path.join(src, 'js/stub/markdown-it.js') },
};

fs.rmSync(out, { recursive: true, force: true });
copyFonts();
await unpackFonts();
buildSprite();
fs.cpSync(path.join(src, 'img'), out, { recursive: true });
await bundle('css/portaal.css', 'portaal.css');
await bundle('js/portaal.js', 'portaal.js');
await bundle('js/opmaak.js', 'opmaak.js', { format: 'esm' });
await bundle('css/editor.css', 'editor.css');
await bundle('js/editor/index.js', 'editor.js', EDITOR);
