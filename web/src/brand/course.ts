// The course of one brand: chart, a line that reads out the stretch under the cursor, and the same figures as a table.
import { alert_item } from '../alerts.ts';
import { Chart, type Line } from '../chart.ts';
import { SENTIMENTS, type Alert, type Estimate, type Sentiment, type Shares, type Stretch } from '../contract.ts';
import { h, svg } from '../dom.ts';
import { share_text } from '../share_bar.ts';
import { brand_name, f, posts_text, t } from '../tongue.ts';

export const LINE_COLOUR: Record<Sentiment, string> = {
  negative: '--negative',
  neutral: '--neutral-line',
  positive: '--positive',
};

export interface CourseActs {
  open(stretch: Stretch): void;
  zoom(from: string, to: string): void;
  zoom_out(): void;
}

export function point_of({ value, low, high }: Estimate): { value: number; low: number; high: number } | null {
  return value === null || low === null || high === null ? null : { value, low, high };
}

/** Where in numbers of stretches a moment lies; null outside the course. */
function place(course: Stretch[], moment: string): number | null {
  const time = Date.parse(moment);
  const i = course.findIndex(({ from, to }) => Date.parse(from) <= time && time < Date.parse(to));
  const stretch = course[i];
  if (stretch === undefined) return null;
  const from = Date.parse(stretch.from);
  return i + (time - from) / (Date.parse(stretch.to) - from);
}

/** Where alerts lie on the course, as far as they do. */
function spans_of(course: Stretch[], alerts: Alert[]): { from: number; to: number; text: string }[] {
  const first = course[0];
  const last = course.at(-1);
  if (first === undefined || last === undefined) return [];
  const [start, end] = [Date.parse(first.from), Date.parse(last.to)];
  return alerts
    .map((alert) => ({
      from: Math.max(start, Date.parse(alert.began)),
      to: Math.min(end, alert.ended === null ? end : Date.parse(alert.ended)),
      alert,
    }))
    .filter(({ from, to }) => from < end && to >= start)
    .map(({ from, to, alert }) => ({
      from: place(course, new Date(from).toISOString()) ?? 0,
      to: place(course, new Date(to).toISOString()) ?? course.length,
      text: `! ${alert.severity}`,
    }));
}

/** A piece of such a line, for the sentence that names it. */
function second_swatch(): SVGElement {
  const line = svg('line', { x1: 0, x2: 22, y1: 5, y2: 5, 'stroke-width': 1.3, 'stroke-dasharray': '3 4' });
  line.style.stroke = 'var(--soft)';
  return svg('svg', { width: 22, height: 10, 'aria-hidden': 'true' }, line);
}

export class CourseSection {
  readonly element = h('section', { class: 'course' });
  readonly #chart: Chart;
  readonly #readout = h('p', { class: 'readout' });
  readonly #spoken = h('p', { class: 'hidden', role: 'status' });

  constructor(
    private readonly shares: Shares,
    alerts: Alert[],
    private readonly acts: CourseActs,
  ) {
    const { course, step } = shares;
    const lines: Line[] = SENTIMENTS.map((s) => ({
      name: t.sentiments[s],
      colour: LINE_COLOUR[s],
      points: course.map(({ share }) => point_of(share[s])),
      ...(s === 'neutral' ? { dash: [5, 4] } : {}),
    }));
    const { second } = shares;
    if (second !== null) {
      for (const s of SENTIMENTS) {
        const points = second.course.map((share) => (share === null ? null : point_of(share[s])));
        lines.push({ name: t.sentiments[s], colour: LINE_COLOUR[s], points, dash: [3, 4], aside: true });
      }
    }
    const marks = shares.models
      .slice(1) // nothing changed with the first
      .map(({ model, since }) => ({
        at: place(course, since),
        text: model.replace(/(@[0-9a-f]{4})[0-9a-f]+$/, '$1'),
        model,
        since,
      }))
      .filter((mark): mark is typeof mark & { at: number } => mark.at !== null && mark.at > 0);
    this.#chart = new Chart(
      {
        times: course.map(({ from }) => new Date(from)),
        step,
        lines,
        volume: course.map(({ share }) => share.posts),
        marks,
        spans: spans_of(course, alerts),
      },
      {
        hover: (i, by_key) => this.#read_out(i, by_key),
        open: (i) => this.#with(i, (stretch) => acts.open(stretch)),
        zoom: (first, last) => {
          const [from, to] = [course[first]?.from, course[last]?.to];
          if (from !== undefined && to !== undefined) acts.zoom(from, to);
        },
        zoom_out: () => acts.zoom_out(),
      },
      `${t.chart_of(brand_name(shares.brand))}. ${t.chart_keys}`,
      300,
    );
    this.#chart.element.dataset['key'] = 'chart';
    const title = t.course_title[step];
    this.element.append(
      h(
        'div',
        { class: 'section-head' },
        h('h2', {}, title),
        h(
          'div',
          { class: 'zooms' },
          h(
            'button',
            {
              type: 'button',
              class: 'plain icon',
              'data-key': 'zoom-in',
              title: t.zoom_in,
              'aria-label': t.zoom_in,
              onclick: () => this.#zoom_in(),
            },
            '+',
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'plain icon',
              'data-key': 'zoom-out',
              title: t.zoom_out,
              'aria-label': t.zoom_out,
              onclick: () => acts.zoom_out(),
            },
            '−',
          ),
        ),
      ),
      this.#readout,
      this.#chart.element,
      this.#spoken,
      h(
        'p',
        { class: 'note' },
        t.chart_help,
        h('details', { class: 'inline' }, h('summary', {}, t.keys), h('span', {}, t.chart_keys)),
      ),
    );
    if (marks.length > 0) {
      const texts = marks.map(({ model, since }) => t.model_since(model, f.moment(since)));
      this.element.append(h('p', { class: 'note' }, `${t.model_changes}: ${texts.join('; ')}.`));
    }
    if (second !== null) {
      this.element.append(
        h('p', { class: 'note second-series' }, second_swatch(), ` ${t.second_series(second.model)}`),
      );
    }
    if (alerts.length > 0) {
      this.element.append(
        h('h3', {}, t.alerts_in_range, h('span', { class: 'small' }, ` ${t.chart_alerts}`)),
        h('ul', { class: 'alert-list' }, ...alerts.map(alert_item)),
      );
    }
    if (shares.outside_course > 0)
      this.element.append(h('p', { class: 'note' }, t.outside(posts_text(shares.outside_course))));
    this.element.append(this.#table());
    this.#read_out(null, false);
  }

  choose(at: string | undefined): void {
    const i = at === undefined ? -1 : this.shares.course.findIndex(({ from }) => Date.parse(from) === Date.parse(at));
    this.#chart.choose(i < 0 ? null : i);
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #with(i: number, run: (stretch: Stretch) => void): void {
    const stretch = this.shares.course[i];
    if (stretch !== undefined) run(stretch);
  }

  /** The middle half. */
  #zoom_in(): void {
    const { course } = this.shares;
    const [from, to] = [
      course[Math.floor(course.length / 4)]?.from,
      course[Math.ceil((course.length * 3) / 4) - 1]?.to,
    ];
    if (course.length > 1 && from !== undefined && to !== undefined) this.acts.zoom(from, to);
  }

  #read_out(i: number | null, by_key: boolean): void {
    const stretch = i === null ? undefined : this.shares.course[i];
    const share = stretch?.share ?? this.shares.whole;
    const name = stretch === undefined ? t.whole_range : f.stretch(stretch.from, this.shares.step);
    this.#readout.replaceChildren(h('strong', {}, name));
    for (const s of SENTIMENTS) {
      const { value, low, high } = share[s];
      const beside = i === null ? null : (this.shares.second?.course[i]?.[s].value ?? null);
      this.#readout.append(
        h(
          'span',
          { class: 'reading' },
          h('span', { class: `swatch line-${s}`, 'aria-hidden': 'true' }),
          `${t.sentiments[s]} `,
          h('b', {}, value === null ? '–' : f.percent(value)),
          low !== null && high !== null && h('small', {}, ` ${f.range(low, high)}`),
          beside !== null && h('small', {}, ` (${t.by_second} ${f.percent(beside)})`),
        ),
      );
    }
    this.#readout.append(h('span', { class: 'reading' }, posts_text(share.posts)));
    if (by_key) {
      this.#spoken.textContent =
        stretch === undefined
          ? ''
          : `${name}: ${share.enough ? `${share_text(share)}; ${posts_text(share.posts)}` : t.stretch_text(posts_text(share.posts))}`;
    }
  }

  /** Made when it is opened: it may have 400 rows. */
  #table(): HTMLElement {
    const fold = h('details', { class: 'twin' }, h('summary', { 'data-key': 'course-table' }, t.as_table));
    fold.addEventListener('toggle', () => {
      if (fold.open && fold.childElementCount === 1) fold.append(this.#rows());
    });
    return fold;
  }

  #rows(): HTMLElement {
    const body = h('tbody', {});
    for (const stretch of this.shares.course) {
      const { share } = stretch;
      const name = f.stretch(stretch.from, this.shares.step);
      const row = h(
        'tr',
        {},
        h(
          'th',
          { scope: 'row' },
          h(
            'button',
            { type: 'button', class: 'link', title: t.show_posts_of(name), onclick: () => this.acts.open(stretch) },
            name,
          ),
        ),
        h('td', {}, f.count(share.posts)),
      );
      for (const s of SENTIMENTS) {
        const { value, low, high } = share[s];
        row.append(
          value === null || low === null || high === null
            ? h('td', {}, '–')
            : h('td', {}, f.percent(value), h('small', {}, ` ${f.range(low, high)}`)),
        );
      }
      const { counted } = share.negative;
      row.append(h('td', {}, counted === null ? '–' : f.percent(counted)));
      body.append(row);
    }
    const head = h('tr', {}, h('th', { scope: 'col' }, t.time), h('th', { scope: 'col' }, t.posts_head));
    for (const s of SENTIMENTS) head.append(h('th', { scope: 'col' }, t.sentiments[s]));
    head.append(h('th', { scope: 'col' }, t.counted(t.sentiments.negative)));
    return h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t.as_table },
      h('table', { class: 'figures' }, h('thead', {}, head), body),
    );
  }
}
