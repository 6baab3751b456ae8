// Alerts in words and signs, the same wherever they show.
import type { Alert, Move } from './contract.ts';
import { h } from './dom.ts';
import { brand_route, href } from './routes.ts';
import { brand_name, f, t } from './tongue.ts';

const BEFORE = 0.25; // of an incident's length, that its brand's course shows before and after it
const DAY = 86_400_000;

export function move_value(move: Move, value: number): string {
  if (move.channel === 'negatives') return f.percent(value);
  return move.channel === 'net_mood' ? f.points(value) : f.count(Math.round(value * 10) / 10);
}

/** The interval; the bounds of a net mood have signs, so a dash between them would mislead. */
export function move_range({ channel, now }: Move): string {
  if (channel === 'negatives') return f.range(now.low, now.high);
  if (channel === 'net_mood') return f.points_range(now, t.to);
  if (channel === 'rhythm') return `${f.count(Math.round(now.low * 10) / 10)}–${f.count(Math.round(now.high * 10) / 10)}`;
  return `${f.count(Math.round(now.low))}–${f.count(Math.round(now.high))}`;
}

/** "Negative posts: from 21 % to 43 %". */
export function brief_move_text(move: Move): string {
  return `${t.channel[move.channel]}: ${t.from_to(move_value(move, move.before), move_value(move, move.now.value))}`;
}

/** And the interval. */
export function move_text(move: Move): string {
  return `${brief_move_text(move)} (${move_range(move)})`;
}

export function cause_text({ cause, detail, copies, copy_authors, moves }: Alert): string {
  if (cause === 'world' && moves.length === 1 && moves[0]?.channel === 'rhythm') return t.restless;
  if (cause === 'copies' && copies > 0) {
    const authors = copy_authors > 0 ? f.count(copy_authors) : '';
    return `${t.cause[cause]} ${t.copies(f.count(copies), authors)}`;
  }
  const head = t.cause_detail[cause];
  return head === '' || detail === '' ? t.cause[cause] : `${t.cause[cause]} ${head}: ${detail}.`;
}

export function severity(n: number): HTMLElement {
  const sign = h('span', { class: `severity s${n}`, role: 'img', 'aria-label': t.severity(n), title: t.severity(n) });
  for (let i = 1; i <= 5; ++i) sign.append(h('span', { class: i <= n ? 'on' : null }));
  return sign;
}

/** Since when and for how long. */
export function when_text({ began, ended }: Alert): string {
  const end = ended === null ? Date.now() : Date.parse(ended);
  const long = f.lasting(end - Date.parse(began));
  return ended === null ? t.since_moment(f.moment(began), long) : t.from_until(f.span(began, ended), long);
}

export function is_silent(alert: Alert): boolean {
  return alert.state === 'open' && alert.snoozed_until !== null && Date.parse(alert.snoozed_until) > Date.now();
}

export function state_chips(alert: Alert): HTMLElement[] {
  const chips = [h('span', { class: `badge state-${alert.state}` }, t.state[alert.state])];
  if (alert.acknowledged) chips.push(h('span', { class: 'badge' }, `✓ ${t.acknowledged}`));
  if (is_silent(alert)) chips.push(h('span', { class: 'badge' }, t.silent_until(f.moment(alert.snoozed_until ?? ''))));
  return chips;
}

export function alert_href(alert: Alert): string {
  return href({ view: 'alert', id: alert.id });
}

/** The course of the alert's brand around it. */
export function course_link(alert: Alert): HTMLElement {
  const began = Date.parse(alert.began);
  const ended = alert.ended === null ? Date.now() : Date.parse(alert.ended);
  const room = Math.max(2 * DAY, (ended - began) * BEFORE);
  const range = {
    kind: 'custom' as const,
    from: new Date(began - room).toISOString(),
    to: new Date(Math.min(ended + room, Math.max(ended, Date.now()))).toISOString(),
  };
  return h('a', { href: href(brand_route(alert.brand, { range })) }, t.look_at_brand(brand_name(alert.brand)));
}

/** One of a list: severity, brand, what moved, since when, cause, state. */
export function alert_item(alert: Alert): HTMLElement {
  return h(
    'li',
    { class: `alert ${alert.state}` },
    h(
      'div',
      { class: 'alert-head' },
      severity(alert.severity),
      h('a', { href: alert_href(alert), 'data-key': `alert-${alert.id}`, dir: 'auto' }, brand_name(alert.brand)),
      ...state_chips(alert),
    ),
    ...alert.moves.map((move) => h('p', { class: 'alert-move' }, move_text(move))),
    h('p', { class: 'small' }, h('time', { datetime: alert.began }, when_text(alert))),
    h('p', { class: 'small' }, cause_text(alert)),
  );
}
