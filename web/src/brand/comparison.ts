// One share of several brands in one chart. The first brand keeps the sentiment's colour; the others differ from it and
// from each other by colour and dash.
import { Chart, type Line } from '../chart.ts';
import type { Sentiment, Shares } from '../contract.ts';
import { h, svg } from '../dom.ts';
import { brand_name, f, t } from '../tongue.ts';
import { LINE_COLOUR, point_of } from './course.ts';

const OTHERS = [
  { colour: '--other-1', dash: [8, 4] },
  { colour: '--other-2', dash: [2, 4] },
  { colour: '--other-3', dash: [10, 3, 2, 3] },
];

export class Comparison {
  readonly element = h('section', { class: 'comparison' });
  #chart: Chart | null = null;
  readonly #readout = h('p', { class: 'readout' });
  #sentiment: Sentiment = 'negative';
  readonly #choices = h('div', { class: 'segments', role: 'group', 'aria-label': t.compare_share });

  constructor(private readonly courses: Shares[]) {
    for (const s of ['negative', 'neutral', 'positive'] as const) {
      this.#choices.append(
        h('button', { type: 'button', onclick: () => this.#show(s), 'data-sentiment': s }, t.sentiments[s]),
      );
    }
    this.element.append(h('div', { class: 'section-head' }, h('h2', {}, t.comparison), this.#choices), this.#readout);
    this.#show('negative');
  }

  destroy(): void {
    this.#chart?.destroy();
  }

  #lines(times: string[]): Line[] {
    return this.courses.map((shares, i) => {
      const by_time = new Map(shares.course.map(({ from, share }) => [Date.parse(from), share]));
      const points = times.map((time) => {
        const share = by_time.get(Date.parse(time));
        return share === undefined ? null : point_of(share[this.#sentiment]);
      });
      return {
        name: brand_name(shares.brand),
        points,
        colour: LINE_COLOUR[this.#sentiment],
        ...(i > 0 ? OTHERS[i - 1] : {}),
      };
    });
  }

  #show(sentiment: Sentiment): void {
    this.#sentiment = sentiment;
    for (const button of this.#choices.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset['sentiment'] === sentiment));
    }
    const times = [...new Set(this.courses.flatMap((shares) => shares.course.map(({ from }) => from)))].sort(
      (a, b) => Date.parse(a) - Date.parse(b),
    );
    const lines = this.#lines(times);
    const step = this.courses[0]?.step ?? 'day';
    this.#chart?.destroy();
    this.#chart?.element.remove();
    const names = this.courses.map((shares) => brand_name(shares.brand)).join(', ');
    this.#chart = new Chart(
      { times: times.map((time) => new Date(time)), step, lines },
      { hover: (i) => this.#read_out(lines, i === null ? null : f.stretch(times[i] ?? '', step), i) },
      `${t.comparison}: ${names}, ${t.sentiments[sentiment]}`,
      240,
    );
    this.element.append(this.#chart.element);
    this.#read_out(lines, null, null);
  }

  #read_out(lines: Line[], name: string | null, i: number | null): void {
    this.#readout.replaceChildren(h('strong', {}, name ?? t.whole_range));
    lines.forEach((line, k) => {
      const share = this.courses[k]?.whole[this.#sentiment];
      const point = i === null ? (share === undefined ? null : point_of(share)) : (line.points[i] ?? null);
      const stroke = svg('line', {
        x1: 0,
        x2: 22,
        y1: 5,
        y2: 5,
        'stroke-width': 2.5,
        'stroke-dasharray': (line.dash ?? []).join(' ') || null,
      });
      stroke.style.stroke = `var(${line.colour})`;
      const swatch = svg('svg', { width: 22, height: 10, 'aria-hidden': 'true' }, stroke);
      this.#readout.append(
        h(
          'span',
          { class: 'reading' },
          swatch,
          h('bdi', {}, line.name),
          ' ',
          h('b', {}, point === null ? '–' : f.percent(point.value)),
          point !== null && h('small', {}, ` ${f.range(point.low, point.high)}`),
        ),
      );
    });
  }
}
