// One alert: what moved, when, how surely and why, the posts that stand for it, and what people did and can do.
import { cause_text, course_link, move_range, move_value, severity, state_chips, when_text } from '../alerts.ts';
import { api, Refused } from '../api.ts';
import type { AlertAct, AlertNote, Driver, Move, Session, WholeAlert } from '../contract.ts';
import { h, keep_focus } from '../dom.ts';
import { post_card } from '../posts.ts';
import { href, type AlertRoute } from '../routes.ts';
import { settings } from '../settings.ts';
import { brand_name, f, posts_text, t } from '../tongue.ts';
import { change_token, notice, type View } from '../view.ts';

const HOUR = 3_600_000;
const SNOOZES = [1, 4, 24, 168]; // hours
const UNLIKELY = 0.001;

function tile(move: Move): HTMLElement {
  return h(
    'div',
    { class: 'tile' },
    h('span', { class: 'tile-name' }, t.channel[move.channel]),
    h('span', { class: 'tile-value' }, move_value(move, move.now.value)),
    h('span', { class: 'small' }, move_range(move)),
    h('span', { class: 'small' }, t.usually(move_value(move, move.before))),
  );
}

function facts(alert: WholeAlert): HTMLElement {
  const chance = 1 - alert.certainty;
  const list = h('dl', { class: 'alert-facts' });
  const rows: [string, string | Node][] = [
    [t.cause_head, cause_text(alert)],
    [t.began, f.moment(alert.began)],
    [t.noticed, f.moment(alert.noticed)],
    ...(alert.ended === null ? [] : ([[t.ended, f.moment(alert.ended)]] as [string, string][])),
    [t.certainty, t.chance(chance < UNLIKELY ? `<\u00a0${f.small_percent(UNLIKELY)}` : f.small_percent(chance))],
    [t.posts_since, f.count(alert.posts)],
    [t.judged_with, h('bdi', {}, alert.model)],
  ];
  for (const [name, value] of rows) list.append(h('div', {}, h('dt', {}, name), h('dd', {}, value)));
  return list;
}

/** Bars from a common zero, so that what pulls the other way is seen to; the sum is the change. */
function drivers_of(kind: string, drivers: Driver[]): HTMLElement {
  const least = Math.min(0, ...drivers.map(({ part }) => part));
  const most = Math.max(0, ...drivers.map(({ part }) => part));
  const width = Math.max(1e-9, most - least);
  const list = h('ol', { class: 'drivers' });
  const row = (name: Node, posts: string, part: number, bar: boolean): HTMLElement => {
    const fill = h('span', { class: `driver-bar ${part < 0 ? 'up' : 'down'}` });
    fill.style.left = `${((Math.min(0, part) - least) / width) * 100}%`;
    fill.style.width = `${(Math.abs(part) / width) * 100}%`;
    return h(
      'li',
      { class: bar ? null : 'sum' },
      name,
      h('span', { class: 'driver-track', 'aria-hidden': 'true' }, bar && fill),
      h('span', { class: 'driver-part' }, t.points(f.fine_points(part))),
      h('span', { class: 'small' }, posts),
    );
  };
  for (const { name, posts, part } of drivers) {
    const shown = name === '' ? h('span', { class: 'small' }, t.rest) : h('bdi', { class: 'term' }, name);
    list.append(row(shown, name === '' && posts === 0 ? '' : posts_text(posts), part, true));
  }
  const sum = drivers.reduce((total, { part }) => total + part, 0);
  list.append(row(h('b', {}, t.sum), '', sum, false));
  return h('div', {}, h('h3', {}, t.kinds[kind] ?? kind), list);
}

function drivers(alert: WholeAlert): HTMLElement | null {
  if (alert.drivers.length === 0) return null;
  const kinds = [...new Set(alert.drivers.map(({ kind }) => kind))];
  return h(
    'section',
    { class: 'carries' },
    h('h2', {}, t.carries),
    h(
      'div',
      { class: 'two' },
      ...kinds.map((kind) =>
        drivers_of(
          kind,
          alert.drivers.filter((driver) => driver.kind === kind),
        ),
      ),
    ),
    h('p', { class: 'note' }, t.carries_note),
  );
}

function terms(alert: WholeAlert): HTMLElement | null {
  if (alert.terms.length === 0) return null;
  return h(
    'section',
    {},
    h('h2', {}, t.stand_out),
    h(
      'ul',
      { class: 'standing' },
      ...alert.terms.map(({ term, posts }) =>
        h('li', { class: 'tag' }, h('bdi', {}, term), h('span', { class: 'small' }, ` ${posts_text(posts)}`)),
      ),
    ),
    h('p', { class: 'note' }, t.stand_out_note),
  );
}

function examples(alert: WholeAlert, write: boolean): HTMLElement | null {
  if (alert.examples.length === 0) return null;
  const list = h('ul', { class: 'posts' });
  for (const { alike, post } of alert.examples) {
    const card = post_card(post, write);
    if (alike > 1) card.prepend(h('p', { class: 'said' }, t.alike(f.count(alike))));
    list.append(card);
  }
  const explained = alert.examples.some(({ post }) => (post.words ?? []).length > 0);
  return h(
    'section',
    { class: 'post-list' },
    h('h2', {}, t.examples),
    explained && h('p', { class: 'note' }, t.words_note),
    list,
  );
}

function note_item(note: AlertNote): HTMLElement {
  return h(
    'li',
    {},
    h(
      'p',
      { class: 'small' },
      h('bdi', {}, note.by === '' ? t.somebody : note.by),
      ` ${t.did[note.act]}`,
      note.until !== null && ` ${t.until_moment(f.moment(note.until))}`,
      ' · ',
      h('time', { datetime: note.at }, f.moment(note.at)),
    ),
    note.text !== '' && h('p', { class: 'text', dir: 'auto' }, note.text),
  );
}

function notes(alert: WholeAlert): HTMLElement {
  return h(
    'section',
    { class: 'alert-notes' },
    h('h2', {}, t.notes),
    alert.notes.length === 0
      ? h('p', { class: 'note' }, t.notes_none)
      : h('ol', { class: 'note-list' }, ...alert.notes.map(note_item)),
  );
}

export class AlertView implements View {
  readonly element = h('div', { class: 'alert-page' });
  readonly title = (): string => (this.#alert === null ? t.alerts : `${t.alerts}: ${brand_name(this.#alert.brand)}`);
  // The form stays as it is when news come, so that nobody loses what is half written.
  readonly #head = h('div');
  readonly #form = h('section', { class: 'acts' });
  readonly #body = h('div');
  readonly #done = h('p', { class: 'done', role: 'status' });
  readonly #problem = h('p', { class: 'bad', role: 'alert' });
  #alert: WholeAlert | null = null;

  constructor(
    private readonly route: AlertRoute,
    private readonly session: Session,
  ) {
    this.element.append(this.#head, this.#form, this.#body);
    this.#make_form();
  }

  concerns(): boolean {
    return true;
  }

  async load(signal: AbortSignal): Promise<void> {
    try {
      this.#alert = await api.alert(this.route.id, signal);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      this.#alert = null;
    }
    keep_focus(() => this.#draw());
  }

  #draw(): void {
    const alert = this.#alert;
    this.#form.hidden = alert === null;
    if (alert === null) {
      this.#body.replaceChildren();
      this.#head.replaceChildren(
        h(
          'section',
          { class: 'state' },
          h('h1', {}, t.no_such_alert),
          h('p', {}, h('a', { class: 'main', href: href({ view: 'alerts' }) }, t.all_alerts)),
        ),
      );
      return;
    }
    this.#head.replaceChildren(
      h('p', { class: 'small' }, h('a', { href: href({ view: 'alerts' }), 'data-key': 'all-alerts' }, t.all_alerts)),
      h(
        'div',
        { class: 'page-head' },
        h(
          'div',
          {},
          h('h1', { dir: 'auto' }, brand_name(alert.brand)),
          h('p', { class: 'alert-head' }, severity(alert.severity), ...state_chips(alert)),
          h('p', { class: 'when' }, when_text(alert)),
        ),
        course_link(alert),
      ),
      h('section', {}, h('h2', {}, t.moved), h('div', { class: 'tiles' }, ...alert.moves.map(tile)), facts(alert)),
    );
    const ended = alert.state !== 'open';
    for (const button of this.#form.querySelectorAll<HTMLElement>('[data-while-open]')) button.hidden = ended;
    const acknowledge = this.#form.querySelector<HTMLElement>('[data-key="acknowledge"]');
    if (acknowledge !== null) acknowledge.hidden = alert.acknowledged;
    const parts = [drivers(alert), terms(alert), examples(alert, this.session.write), notes(alert)];
    this.#body.replaceChildren(...parts.filter((part) => part !== null));
  }

  #make_form(): void {
    if (!this.session.write) {
      const give = h('button', { type: 'button', class: 'link' }, t.give_token);
      give.addEventListener('click', () => void change_token(() => location.reload()));
      this.#form.append(notice(t.read_only, give));
      return;
    }
    const text = h('textarea', { id: 'alert-note', rows: 2, maxlength: 1000, 'data-key': 'alert-note' });
    const name = h('input', { id: 'alert-by', maxlength: 60, autocomplete: 'name', 'data-key': 'alert-by' });
    name.value = settings.name;
    name.addEventListener('change', () => {
      settings.name = name.value.trim();
    });
    const hours = h(
      'select',
      { id: 'alert-snooze', 'data-key': 'alert-snooze', 'aria-label': t.snooze_for },
      ...SNOOZES.map((n) => h('option', { value: n }, t.snoozes[n] ?? '')),
    );
    const button = (act: AlertAct, label: string, kind: string, more: () => { until?: string } = () => ({})) =>
      h(
        'button',
        {
          type: 'button',
          class: kind,
          'data-key': act,
          'data-while-open': act === 'snooze' || act === 'close' ? true : null,
          onclick: () => void this.#act(act, text, name, more()),
        },
        label,
      );
    this.#form.append(
      h('h2', {}, t.act_title),
      h('label', { for: 'alert-note' }, t.note),
      text,
      h('span', { class: 'field' }, h('label', { for: 'alert-by' }, t.your_name), name),
      h(
        'div',
        { class: 'buttons' },
        button('acknowledge', t.acknowledge, 'main'),
        button('comment', t.comment, 'plain'),
        h(
          'span',
          { class: 'field', 'data-while-open': true },
          hours,
          button('snooze', t.snooze, 'plain', () => ({
            until: new Date(Date.now() + Number(hours.value) * HOUR).toISOString(),
          })),
        ),
        button('close', t.close_alert, 'plain'),
      ),
      this.#done,
      this.#problem,
    );
  }

  async #act(
    act: AlertAct,
    text: HTMLTextAreaElement,
    name: HTMLInputElement,
    more: { until?: string },
  ): Promise<void> {
    this.#problem.textContent = '';
    this.#done.textContent = '';
    const note = text.value.trim();
    if (act === 'comment' && note === '') {
      this.#problem.textContent = t.note_missing;
      text.focus();
      return;
    }
    try {
      await api.note_alert(this.route.id, { act, text: note, by: name.value.trim(), ...more });
      text.value = '';
      this.#done.textContent = t.noted;
      await this.load(new AbortController().signal);
    } catch (error) {
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
    }
    if (document.activeElement === document.body) text.focus(); // the button that was pressed may have gone
  }
}
