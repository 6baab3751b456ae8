// From a range as people choose it to `from` and `to` of a request, and the controls that choose it.
import { api } from './api.ts';
import { h } from './dom.ts';
import { f, t } from './tongue.ts';
import type { Range, RangeKind } from './routes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LENGTH = { '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY };

let now_of_posts: { to: number | null; asked: number } | null = null;

/** Ranges end now, or with the newest post where nothing came in the last seven days; as the overview of the API has it.
 * Null: now. */
async function end_of_range(signal: AbortSignal): Promise<number | null> {
  if (now_of_posts === null || Date.now() - now_of_posts.asked > 60_000) {
    const { posts } = await api.posts({}, { limit: 1 }, signal);
    remember_newest(posts[0]?.created_at ?? null);
  }
  return now_of_posts?.to ?? null;
}

/** Told by whatever answer knows it, to save a request. */
export function remember_newest(newest: string | null): void {
  const time = newest === null ? null : Date.parse(newest);
  const old = time !== null && time < Date.now() - 7 * DAY;
  now_of_posts = { to: old ? Math.floor(time / HOUR + 1) * HOUR : null, asked: Date.now() };
}

export function forget_newest(): void {
  now_of_posts = null;
}

export interface FromTo {
  from?: string | undefined;
  to?: string | undefined;
}

const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

/** Nothing at all for everything there is. */
export async function resolve(range: Range, signal: AbortSignal): Promise<FromTo> {
  if (range.kind === 'custom') return { from: range.from, to: range.to };
  if (range.kind === 'all') return {};
  const end = await end_of_range(signal);
  const from = Math.floor(((end ?? Date.now()) - LENGTH[range.kind]) / HOUR) * HOUR;
  return end === null ? { from: iso(from) } : { from: iso(from), to: iso(end) };
}

/** Of the field's day, at the browser's midnight; `days` later. */
function midnight(day: string, days: number): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year ?? 1970, (month ?? 1) - 1, (date ?? 1) + days);
}

function day_of(time: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** Links for the fixed ranges and a fold-out with two dates; `link(range)` gives their addresses, `go` follows one. */
export function range_chooser(
  range: Range,
  shown: FromTo,
  link: (range: Range) => string,
  go: (range: Range) => void,
): HTMLElement {
  const kinds: RangeKind[] = ['24h', '7d', '30d', 'all'];
  const bar = h('div', { class: 'segments', role: 'group', 'aria-label': t.range });
  for (const kind of kinds) {
    bar.append(
      h(
        'a',
        {
          href: link({ kind }),
          'data-key': `range-${kind}`,
          'aria-label': `${t.ranges[kind]}: ${t.range_names[kind]}`,
          'aria-current': range.kind === kind ? 'true' : null,
        },
        t.ranges[kind],
      ),
    );
  }
  const from = h('input', { type: 'date', id: 'range-from', required: true });
  const to = h('input', { type: 'date', id: 'range-to', required: true });
  from.value = day_of(new Date(shown.from ?? Date.now() - 7 * DAY));
  to.value = day_of(new Date((shown.to === undefined ? Date.now() : Date.parse(shown.to)) - 1));
  const form = h(
    'form',
    { class: 'fold-form' },
    h('label', { for: 'range-from' }, t.from),
    from,
    h('label', { for: 'range-to' }, t.until),
    to,
    h('button', { type: 'submit', class: 'main' }, t.apply),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [first, last] = [from.value, to.value].sort();
    if (first === undefined || last === undefined || first === '') return;
    go({ kind: 'custom', from: iso(midnight(first, 0).getTime()), to: iso(midnight(last, 1).getTime()) });
  });
  const custom = range.kind === 'custom';
  return h(
    'div',
    { class: 'range' },
    bar,
    h(
      'details',
      { class: 'fold' },
      h(
        'summary',
        {
          'data-key': 'range-custom',
          class: custom ? 'on' : null,
          title: custom ? f.span(range.from, range.to) : null,
        },
        custom ? f.span(range.from, range.to) : t.ranges.custom,
      ),
      form,
    ),
  );
}

export interface Filter {
  lang?: string | undefined;
  source?: string | undefined;
}

let values_seen: { langs: string[]; sources: string[] } | null = null;

/** Languages and sources of the newest posts; the API has no list of them. */
async function values(): Promise<{ langs: string[]; sources: string[] }> {
  if (values_seen === null) {
    const { posts } = await api.posts({}, { limit: 500 });
    const distinct = (texts: string[]): string[] => [...new Set(texts)].filter((text) => text !== '').sort();
    values_seen = {
      langs: distinct(posts.map((post) => post.lang)),
      sources: distinct(posts.map((post) => post.source)),
    };
  }
  return values_seen;
}

function language_name(tag: string): string {
  try {
    return new Intl.DisplayNames([t.lang], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function filter_chooser(filter: Filter, go: (filter: Filter) => void): HTMLElement {
  const lang = h('select', { id: 'filter-lang', 'data-key': 'filter-lang' });
  const source = h('select', { id: 'filter-source', 'data-key': 'filter-source' });
  const put = (
    select: HTMLSelectElement,
    all: string[],
    now: string | undefined,
    name: (value: string) => string,
  ): void => {
    const options = now === undefined || all.includes(now) ? all : [...all, now];
    select.replaceChildren(
      h('option', { value: '' }, t.any),
      ...options.map((value) => h('option', { value }, name(value))),
    );
    select.value = now ?? '';
  };
  const fill = (seen: { langs: string[]; sources: string[] }): void => {
    put(lang, seen.langs, filter.lang, language_name);
    put(source, seen.sources, filter.source, (value) => value);
  };
  fill({ langs: [], sources: [] });
  const change = (): void => go({ lang: lang.value || undefined, source: source.value || undefined });
  lang.addEventListener('change', change);
  source.addEventListener('change', change);
  const active = [filter.lang === undefined ? null : language_name(filter.lang), filter.source ?? null].filter(
    (x) => x !== null,
  );
  const fold = h(
    'details',
    { class: 'fold' },
    h(
      'summary',
      { 'data-key': 'filters', class: active.length > 0 ? 'on' : null },
      active.length > 0 ? active.join(' · ') : t.filters,
    ),
    h(
      'div',
      { class: 'fold-form' },
      h('label', { for: 'filter-lang' }, t.filter_lang),
      lang,
      h('label', { for: 'filter-source' }, t.filter_source),
      source,
    ),
  );
  fold.addEventListener('toggle', () => {
    if (fold.open) values().then(fill, () => undefined);
  });
  return fold;
}
