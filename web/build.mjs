// Builds the page: node build.mjs OUT. OUT gets every file that the server sends, each also as .gz, and manifest.json,
// which lists them. The same sources give the same bytes.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';

import { docs_page } from './docs.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

async function bundle() {
  const options = {
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    target: 'es2022',
    charset: 'utf8',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
  const [page, theme, style] = await Promise.all([
    build({ ...options, entryPoints: ['src/app.ts'], format: 'esm', splitting: true }),
    build({ ...options, entryPoints: ['src/theme.ts'], format: 'iife' }),
    build({ ...options, entryPoints: ['src/style/app.css'], target: undefined }),
  ]);
  return { page, theme, style };
}

const files_of = ({ outputFiles }) => outputFiles.map(({ path, contents }) => [basename(path), contents]);

/** The scripts that the entry cannot start without. */
function preloads({ metafile }) {
  const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === 'src/app.ts');
  return entry.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
}

function hashed(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  return `${basename(name, extname(name))}-${hash}${extname(name)}`;
}

async function make(out) {
  const { page, theme, style } = await bundle();
  const files = new Map([...files_of(page), ...files_of(theme), ...files_of(style)]);
  const find = (start) => [...files.keys()].find((name) => name.startsWith(start));
  const svg = readFileSync(join(HERE, 'src/icon.svg'));
  const icon = hashed('icon.svg', svg);
  files.set(icon, svg);

  const names = {
    app: find('app-') && [...files.keys()].find((name) => /^app-.*\.js$/.test(name)),
    css: [...files.keys()].find((name) => /^app-.*\.css$/.test(name)),
    theme: find('theme-'),
    icon,
  };
  const preload = preloads(page)
    .map((name) => `<link rel="modulepreload" href="/${name}">`)
    .join('\n');
  const index = readFileSync(join(HERE, 'index.html'), 'utf8')
    .replace(/<link rel="modulepreload"[^>]*>\n/, preload === '' ? '' : `${preload}\n`)
    .replace(/\{(\w+)\}/g, (_, name) => names[name]);
  const api = parse(readFileSync(join(HERE, '../docs/openapi.yaml'), 'utf8'));
  files.set('index.html', Buffer.from(index));
  files.set('openapi.json', Buffer.from(JSON.stringify(api)));
  files.set('docs.html', Buffer.from(docs_page(api, names)));
  write(out, files);
}

function write(out, files) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const listed = [];
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const gz = gzipSync(content, { level: 9 });
    writeFileSync(join(out, name), content);
    writeFileSync(join(out, `${name}.gz`), gz);
    // A name with its hash never means other bytes: it may be kept for ever.
    const immutable = /-[0-9A-Z]{8}\.\w+$/.test(name);
    listed.push({
      path: name,
      type: TYPES[extname(name)],
      gzip: `${name}.gz`,
      size: content.length,
      gzip_size: gz.length,
      immutable,
    });
    console.log(`${name.padEnd(28)}${String(content.length).padStart(9)}${String(gz.length).padStart(9)} gz`);
  }
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify({ files: listed }, null, 1)}\n`);
}

const [out] = process.argv.slice(2);
if (out === undefined) {
  console.error('usage: node build.mjs OUT');
  process.exit(2);
}
await make(resolve(out));
