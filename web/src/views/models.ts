// Who judges: each model with its figures and their intervals, and who judged when.
import { api } from '../api.ts';
import type { Interval, Model, Session } from '../contract.ts';
import { h } from '../dom.ts';
import { interval_plot } from '../interval_plot.ts';
import { f, posts_text, t } from '../tongue.ts';
import type { View } from '../view.ts';
import { model_health } from './model_health.ts';

const SMALLER_IS_BETTER = new Set(['ece', 'log_loss', 'brier']);

/** From a key such as test.macro_f1: set of posts, and name. */
function parts(key: string): { set: string; name: string } {
  const dot = key.indexOf('.');
  return dot < 0 ? { set: '', name: key } : { set: key.slice(0, dot), name: key.slice(dot + 1) };
}

function figure_row(name: string, figure: Interval): HTMLElement {
  const smaller = SMALLER_IS_BETTER.has(name);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, t.metric[name] ?? name, smaller && h('span', { class: 'small' }, t.lower_is_better)),
    h('td', {}, f.fine(figure.value)),
    h('td', {}, `${f.fine(figure.low)}–${f.fine(figure.high)}`),
    h('td', { class: 'plot' }, smaller ? null : interval_plot(figure)),
  );
}

function figures(model: Model): HTMLElement[] {
  const sets = new Map<string, [string, Interval][]>();
  for (const [key, figure] of Object.entries(model.metrics)) {
    const { set, name } = parts(key);
    sets.set(set, [...(sets.get(set) ?? []), [name, figure]]);
  }
  return [...sets].map(([set, rows]) => {
    rows.sort(([a], [b]) => Number(SMALLER_IS_BETTER.has(a)) - Number(SMALLER_IS_BETTER.has(b)) || a.localeCompare(b));
    const title = set === '' ? t.quality : `${t.quality}: ${t.metric_sets[set] ?? set}`;
    return h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        { class: 'metrics' },
        h('caption', {}, title),
        h(
          'thead',
          { class: 'hidden' },
          h('tr', {}, ...[t.figure, t.value, t.interval].map((head) => h('th', { scope: 'col' }, head)), h('td', {})),
        ),
        h('tbody', {}, ...rows.map(([name, figure]) => figure_row(name, figure))),
      ),
    );
  });
}

function validation_text(model: Model): string {
  const { data, from, to, posts } = model.validation;
  if (data === '') return '';
  const dated = !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to));
  const when = dated ? t.validation_when(f.day(from), f.day(to)) : t.validation_undated;
  return `${t.validation(data, posts_text(posts))} (${when}).`;
}

function card(model: Model): HTMLElement {
  const { first, last } = model;
  const state = model.in_use ? t.in_use : model.kind === null ? t.figures_only : t.at_hand;
  const facts = [model.kind, model.lang === null || model.lang === '' ? null : t.model_lang(model.lang)].filter(
    (x) => x !== null,
  );
  const judged =
    model.posts === 0 || first === null || last === null
      ? t.judged_none
      : `${t.judged(posts_text(model.posts))}, ${t.since(f.day(first), f.day(last))}`;
  const validation = validation_text(model);
  return h(
    'section',
    { class: `model ${model.in_use ? 'used' : ''}` },
    h(
      'div',
      { class: 'section-head' },
      h('h2', {}, h('bdi', {}, model.name)),
      h('span', { class: `badge ${model.in_use ? 'on' : ''}` }, state),
    ),
    h('p', { class: 'note' }, h('code', {}, model.id), facts.length > 0 ? ` · ${facts.join(' · ')}` : null),
    h('p', {}, judged),
    ...figures(model),
    validation !== '' && h('p', { class: 'note' }, validation),
  );
}

function history(models: Model[]): HTMLElement | null {
  const used = models.filter(
    (model): model is Model & { first: string; last: string } => model.first !== null && model.last !== null,
  );
  if (used.length === 0) return null;
  const start = Math.min(...used.map((model) => Date.parse(model.first)));
  const end = Math.max(...used.map((model) => Date.parse(model.last)), start + 1);
  const rows = used.map((model) => {
    const bar = h('span', { class: `reign ${model.in_use ? 'on' : ''}` });
    bar.style.marginLeft = `${((Date.parse(model.first) - start) / (end - start)) * 100}%`;
    bar.style.width = `max(4px, ${((Date.parse(model.last) - Date.parse(model.first)) / (end - start)) * 100}%)`;
    return h(
      'li',
      {},
      h('bdi', {}, model.id),
      h('span', { class: 'reign-track' }, bar),
      h('span', { class: 'small' }, `${t.since(f.day(model.first), f.day(model.last))} · ${posts_text(model.posts)}`),
    );
  });
  return h(
    'section',
    {},
    h('h2', {}, t.history),
    h('ol', { class: 'reigns' }, ...rows),
    h('p', { class: 'note' }, t.history_note),
  );
}

export class ModelsView implements View {
  readonly element = h('div', { class: 'models-page' });
  readonly title = (): string => t.models;

  constructor(private readonly session: Session) {}

  #again = 0;

  close(): void {
    clearTimeout(this.#again);
  }

  concerns(): boolean {
    return true;
  }

  async load(signal: AbortSignal): Promise<void> {
    const [{ models }, { health }] = await Promise.all([api.models(signal), api.model_health(signal)]);
    this.element.replaceChildren(
      h(
        'div',
        { class: 'page-head' },
        h('div', {}, h('h1', {}, t.models_title), h('p', { class: 'when' }, t.models_intro)),
      ),
    );
    const watched = model_health(health, this.session.write);
    this.element.append(watched);
    if (health === null) this.#wait_for_health(watched);
    const past = history(models);
    if (past !== null) this.element.append(past);
    this.element.append(h('div', { class: 'cards' }, ...models.map(card)));
    if (models.length === 0) this.element.append(h('section', { class: 'state' }, h('p', {}, t.no_models)));
  }

  /** The first look of a server that has just started takes some seconds, and tells nobody when it is done. */
  #wait_for_health(shown: HTMLElement): void {
    clearTimeout(this.#again);
    this.#again = window.setTimeout(async () => {
      if (!shown.isConnected) return;
      const { health } = await api.model_health().catch(() => ({ health: null }));
      if (health === null) return this.#wait_for_health(shown);
      shown.replaceWith(model_health(health, this.session.write));
    }, 2000);
  }
}
