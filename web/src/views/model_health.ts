// Whether the model is still right: the finding in a sentence, what is known of its accuracy, what has changed, and the
// posts to label first.
import type { Estimated, Health, HealthSlice, Interval, StrangePost } from '../contract.ts';
import { DRIFT_NAMES } from '../contract.ts';
import { h } from '../dom.ts';
import { interval_plot } from '../interval_plot.ts';
import { corrections } from '../posts.ts';
import { href } from '../routes.ts';
import { brand_name, f, posts_text, t } from '../tongue.ts';
import { notice } from '../view.ts';

function sentence(slice: HealthSlice): string {
  const alarm = (name: keyof HealthSlice['drift']): boolean => slice.drift[name].alarm === 'drift';
  if (slice.finding === 'model' && slice.action === 'label') return t.health.shape;
  if (slice.finding === 'quiet' && alarm('length')) return t.health.only_length;
  return t.health.sentences[slice.finding];
}

function figure_row(name: string, figure: Interval): HTMLElement {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, name),
    h('td', {}, f.percent(figure.value)),
    h('td', {}, f.range(figure.low, figure.high)),
    h('td', { class: 'plot' }, interval_plot(figure)),
  );
}

function accuracy(health: Health, all: HealthSlice): HTMLElement {
  const rows: HTMLElement[] = [];
  if (health.validated !== null) rows.push(figure_row(t.health.validated, health.validated));
  if (all.estimated_month !== null)
    rows.push(figure_row(t.health.estimated_recall, all.estimated_month.moving.macro_recall));
  if (all.estimated !== null) rows.push(figure_row(t.health.moving, all.estimated.moving.accuracy));
  if (all.estimated?.disagree) rows.push(figure_row(t.health.steady, all.estimated.steady.accuracy));
  const { labelled, calibration } = all;
  if (labelled.accuracy !== null)
    rows.push(figure_row(t.health.labelled(posts_text(labelled.audited)), labelled.accuracy));
  if (calibration !== null) {
    rows.push(
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, t.health.calibration(posts_text(calibration.posts))),
        h('td', {}, f.percent(calibration.error)),
        h('td', { class: 'small', colspan: 2 }, t.health.calibration_usual(f.percent(calibration.usual))),
      ),
    );
  }
  const audit = h('a', { href: href({ view: 'label', kind: 'audit' }) }, t.health.audit_some);
  return h(
    'div',
    { class: 'health-part' },
    h('h3', {}, t.health.accuracy),
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        { class: 'metrics' },
        h(
          'thead',
          { class: 'hidden' },
          h('tr', {}, ...[t.figure, t.value, t.interval].map((head) => h('th', { scope: 'col' }, head)), h('td', {})),
        ),
        h('tbody', {}, ...rows),
      ),
    ),
    all.estimated?.disagree && notice(t.health.disagree),
    health.aged &&
      h(
        'p',
        { class: 'note' },
        health.refreshed_by > 0 ? t.health.refreshed(posts_text(health.refreshed_by)) : t.health.aged,
      ),
    labelled.accuracy === null && h('p', { class: 'note' }, `${t.health.labelled_none} `, audit),
  );
}

function alarm_chip(slice: HealthSlice, name: keyof HealthSlice['drift']): HTMLElement {
  const state = slice.windows === 0 ? 'learning' : slice.drift[name].alarm;
  return h('span', { class: `alarm ${state}` }, t.health.alarms[state] ?? state);
}

function changes(all: HealthSlice): HTMLElement {
  const shown = (name: keyof HealthSlice['drift'], value: number | null): string =>
    value === null
      ? '–'
      : name === 'unknown_words'
        ? f.percent(value)
        : name === 'length'
          ? f.tenth(value)
          : f.fine(value);
  const rows = DRIFT_NAMES.map((name) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, t.health.names[name], h('span', { class: 'small' }, t.health.explained[name])),
      h('td', {}, shown(name, all.drift[name].value)),
      h('td', { class: 'small' }, shown(name, all.drift[name].usual)),
      h('td', {}, alarm_chip(all, name)),
    ),
  );
  return h(
    'div',
    { class: 'health-part' },
    h('h3', {}, t.health.drift),
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        { class: 'metrics drift' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, h('span', { class: 'hidden' }, t.figure)),
            h('th', { scope: 'col' }, h('span', { class: 'hidden' }, t.value)),
            h('th', { scope: 'col', class: 'small' }, t.health.usual),
            h('th', { scope: 'col' }, h('span', { class: 'hidden' }, t.health.alarm)),
          ),
        ),
        h('tbody', {}, ...rows),
      ),
    ),
    h(
      'p',
      { class: 'note' },
      all.windows === 0
        ? t.health.learning
        : t.health.drift_note(t.health.windows(f.count(all.windows), all.windows === 1)),
    ),
  );
}

const estimate_text = (estimated: Estimated | null): string => {
  if (estimated === null) return '–';
  const { value, low, high } = estimated.moving.accuracy;
  return `${f.percent(value)} (${f.range(low, high)})`;
};

function parts(slices: HealthSlice[]): HTMLElement {
  const rows = slices.map((slice) => {
    const rings = DRIFT_NAMES.filter((name) => slice.drift[name].alarm === 'drift').map((name) => t.health.names[name]);
    const { accuracy: by_people } = slice.labelled;
    return h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h('bdi', {}, slice.name !== '' ? slice.name : slice.kind === 'brand' ? brand_name('') : t.health.unknown),
        h('span', { class: 'small' }, t.health.kinds[slice.kind]),
      ),
      h('td', {}, f.count(slice.posts)),
      h('td', {}, estimate_text(slice.estimated)),
      h(
        'td',
        {},
        by_people === null ? '–' : `${f.percent(by_people.value)} (${f.range(by_people.low, by_people.high)})`,
      ),
      h('td', {}, rings.length > 0 ? rings.join(', ') : '–'),
    );
  });
  return h(
    'details',
    { class: 'twin' },
    h('summary', {}, t.health.parts),
    h(
      'div',
      { class: 'scroll', tabindex: 0 },
      h(
        'table',
        { class: 'metrics' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...[t.health.part, t.posts_head, t.health.right, t.health.by_audit, t.health.in_alarm].map((head) =>
              h('th', { scope: 'col' }, head),
            ),
          ),
        ),
        h('tbody', {}, ...rows),
      ),
    ),
  );
}

function strange_card(post: StrangePost, write: boolean): HTMLElement {
  const asked = { source: post.source, id: post.id, feedback: null };
  const card = h('li', { class: 'post' });
  const text = h(
    'p',
    { class: 'text', dir: 'auto', lang: /^[a-z]{2,3}$/.test(post.lang) ? post.lang : null },
    post.text,
  );
  const facts = h('p', { class: 'facts' }, h('bdi', {}, brand_name(post.brand)), h('bdi', {}, post.source));
  const said = h('span', { class: 'said', 'aria-live': 'polite' });
  const buttons =
    write &&
    corrections(asked, (label) => {
      said.textContent = t.person_said(t.one[label]);
      for (const button of card.querySelectorAll('.mini'))
        button.setAttribute('aria-pressed', String(button.classList.contains(label)));
    });
  card.append(text, h('div', { class: 'strange-foot' }, facts, said, buttons || ''));
  return card;
}

export function model_health(health: Health | null, write: boolean): HTMLElement {
  const section = h('section', { class: 'health', 'aria-labelledby': 'health-title' });
  const title = h('h2', { id: 'health-title' }, t.health.title);
  if (health === null || health.all === null || health.from === null || health.to === null) {
    section.append(title, h('p', { class: 'note' }, health === null ? t.health.wait : t.health.no_posts));
    return section;
  }
  const { all } = health;
  const action = t.health.actions[all.action];
  section.append(
    h(
      'div',
      { class: 'section-head' },
      title,
      h('span', { class: `finding ${all.finding}` }, t.health.findings[all.finding]),
    ),
    h('p', { class: 'lead' }, sentence(all), action === '' ? null : ` ${action}`),
    h('p', { class: 'note' }, t.health.of(posts_text(all.posts), f.span(health.from, health.to))),
    h('div', { class: 'health-parts' }, accuracy(health, all), changes(all)),
  );
  if (health.slices.length > 0) section.append(parts(health.slices));
  if (health.strangest.length > 0 && all.windows > 0) {
    section.append(
      h('h3', {}, t.health.strangest),
      h('p', { class: 'note' }, t.health.strangest_note),
      h('ol', { class: 'posts strange' }, ...health.strangest.slice(0, 6).map((post) => strange_card(post, write))),
    );
  }
  return section;
}
