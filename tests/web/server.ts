// A real `polso serve` on a free port, with a database that `polso ingest` filled from the invented posts.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { invented_alerts, type SeededAlert } from './alerts.ts';
import { invented_posts } from './posts.ts';

export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const BINARY = resolve(process.env['POLSO_BIN'] ?? join(ROOT, 'build/release/polso'));
const MODEL = resolve(process.env['POLSO_MODEL'] ?? join(ROOT, 'models/en'));

/** Without settings of our own. */
const CLEAN = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('POLSO_')));

let ingested: string | null = null;

function polso(...args: string[]): string {
  return execFileSync(BINARY, args, {
    env: CLEAN,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
}

/** Without a detector: they are written into the database as it would. */
function add_alerts(database: string, alerts: SeededAlert[]): void {
  const input = alerts.map((alert) => JSON.stringify(alert)).join('\n');
  execFileSync('python3', [join(ROOT, 'tests/app/alerts.py'), database], { input, timeout: 30_000 });
}

/** Made once a worker; servers get copies. */
function ingested_database(): string {
  if (ingested === null) {
    const folder = mkdtempSync(join(tmpdir(), 'polso-web-'));
    const posts = join(folder, 'posts.jsonl');
    const now = Date.now();
    const invented = invented_posts(now);
    writeFileSync(posts, invented.map((post) => JSON.stringify(post)).join('\n'));
    ingested = join(folder, 'polso.db');
    polso('ingest', posts, '--db', ingested, '--model', MODEL);
    add_alerts(ingested, invented_alerts(now, invented));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return ingested;
}

export class Server {
  readonly #folder = mkdtempSync(join(tmpdir(), 'polso-web-'));
  readonly database = join(this.#folder, 'polso.db');
  url = '';
  #process: ChildProcess | null = null;
  #said = '';

  constructor(
    private readonly flags: string[] = [],
    filled = true,
  ) {
    if (filled) copyFileSync(ingested_database(), this.database);
    mkdirSync(this.#folder, { recursive: true });
  }

  async start(): Promise<this> {
    // The system chooses the port, so that no program beside us can take it; the second time it is the same.
    const listen = this.url === '' ? '127.0.0.1:0' : new URL(this.url).host;
    const child = spawn(
      BINARY,
      ['serve', '--db', this.database, '--model', MODEL, '--listen', listen, ...this.flags],
      // The alerts that tests put into the database are not to be found again, or ended, by the detector.
      { env: { ...CLEAN, POLSO_ALERTS: 'off' }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        this.#said = (this.#said + bytes.toString()).slice(-4000);
      });
    }
    this.#said = '';
    for (let tries = 0; tries < 600; ++tries) {
      if (child.exitCode !== null) throw new Error(`polso serve ended with ${child.exitCode}: ${this.#said}`);
      const address = /^http:\S+(?=\n)/m.exec(this.#said);
      if (address !== null) {
        this.url = address[0];
        return this;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`polso serve does not say where it listens: ${this.#said}`);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  token(name: string, ...flags: string[]): string {
    return polso('serve', 'token', name, '--db', this.database, ...flags).trim();
  }

  add_alerts(...alerts: SeededAlert[]): void {
    add_alerts(this.database, alerts);
  }

  async push(posts: object[]): Promise<void> {
    const response = await fetch(`${this.url}/api/v1/posts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(posts),
    });
    if (!response.ok) throw new Error(await response.text());
  }
}
