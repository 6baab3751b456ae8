// Keeps the stream of events open: server-sent events read from a fetch, because an EventSource cannot send a token.
// Reconnects with back-off, at once when the browser says that the network is back.
import { api } from './api.ts';

export type LiveState = 'on' | 'wait' | 'off';

const SILENCE = 40_000; // the server says something every 15 seconds
const LONGEST_WAIT = 30_000;

export interface LiveEvents {
  /** brands whose figures changed; null: unknown, because events may have been missed */
  changed(brands: string[] | null): void;
  state(state: LiveState): void;
}

export class Live {
  #stop: AbortController | null = null;
  #tries = 0;
  #timer = 0;
  #was_on = false;

  constructor(private readonly events: LiveEvents) {
    window.addEventListener('online', () => this.restart());
    window.addEventListener('offline', () => this.events.state('off'));
  }

  /** Also after another token was given. */
  restart(): void {
    this.#tries = 0;
    void this.#run();
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.events.state(this.#tries > 1 ? 'off' : 'wait');
    try {
      await this.#read(await api.events(stop.signal), stop);
    } catch {
      // refused, cut off or silent: the same answer to all
    }
    if (this.#stop !== stop) return;
    stop.abort();
    this.#tries += 1;
    this.events.state(this.#tries > 1 ? 'off' : 'wait');
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#timer = window.setTimeout(() => void this.#run(), wait);
  }

  async #read(stream: ReadableStream<Uint8Array>, stop: AbortController): Promise<void> {
    const reader = stream
      .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
      .getReader();
    let rest = '';
    for (;;) {
      const silence = window.setTimeout(() => stop.abort(), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      const events = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) this.#take(event);
    }
  }

  #take(event: string): void {
    let name = 'message';
    let data = '';
    for (const line of event.split('\n')) {
      if (line.startsWith('event:')) name = line.slice(6).trim();
      if (line.startsWith('data:')) data += line.slice(5).trim();
    }
    if (name === 'hello') {
      this.#tries = 0;
      this.events.state('on');
      if (this.#was_on) this.events.changed(null);
      this.#was_on = true;
    } else if (name === 'changed') {
      try {
        this.events.changed((JSON.parse(data) as { brands: string[] }).brands);
      } catch {
        this.events.changed(null);
      }
    }
  }
}
