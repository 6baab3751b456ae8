// A chart of shares over the stretches of a course, by uPlot: lines with their bands, the volume below them, marks where
// the model changed, alerts as shade. The x of a stretch is its number, so that every stretch is as wide as the others and labels stand
// under their points. Moved by mouse, finger and keyboard; says what it wants through functions passed in.
import uPlot from 'uplot';

import type { Step } from './contract.ts';
import { h } from './dom.ts';
import { colour, faint, on_theme } from './palette.ts';
import { ticks } from './ticks.ts';
import { f } from './tongue.ts';

export interface Line {
  name: string;
  /** a custom property of the style sheet */
  colour: string;
  dash?: number[];
  /** drawn thin, without interval, dots or name: it stands beside another line */
  aside?: boolean;
  /** one a stretch; null where there is no honest figure */
  points: ({ value: number; low: number; high: number } | null)[];
}

export interface ChartData {
  times: Date[];
  step: Exclude<Step, 'auto'>;
  lines: Line[];
  /** posts of each stretch; none is drawn without */
  volume?: number[];
  /** `at` in numbers of stretches, with fraction */
  marks?: { at: number; text: string }[];
  /** Shaded parts, likewise in numbers of stretches; a mark with their text stands at their beginning. */
  spans?: { from: number; to: number; text: string }[];
}

export interface ChartActs {
  /** the stretch under cursor or keyboard; null: none */
  hover(i: number | null, by_key: boolean): void;
  open?(i: number): void;
  /** first and last stretch of the part chosen */
  zoom?(first: number, last: number): void;
  zoom_out?(): void;
}

const MOST_DOTS = 60;
const VOLUME = 0.3; // of the height of the shares, below them
const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const NAMED = 640; // pixels of width from which lines bear their names

export class Chart {
  readonly element: HTMLElement;
  #plot: uPlot | null = null;
  #index: number | null = null; // of the keyboard's cursor
  #anchor: number | null = null; // where a choice by keyboard began
  #chosen: number | null = null; // the stretch whose posts are shown
  readonly #resize: ResizeObserver;
  readonly #off_theme: () => void;

  constructor(
    private readonly data: ChartData,
    private readonly acts: ChartActs,
    label: string,
    private readonly height: number,
  ) {
    this.element = h('div', {
      class: 'chart',
      tabindex: 0,
      role: 'application',
      'aria-label': label,
      'data-key': `chart-${label}`,
    });
    this.element.style.height = `${height}px`;
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('blur', () => this.#let_go());
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(this.element);
    this.#off_theme = on_theme(() => this.#plot?.redraw(false));
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#off_theme();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** Marks the stretch whose posts are shown; null: none. */
  choose(i: number | null): void {
    this.#chosen = i;
    this.#plot?.redraw(false);
  }

  #fit(): void {
    const width = Math.floor(this.element.clientWidth);
    if (width < 50) return;
    if (this.#plot === null || this.#plot.width < NAMED !== width < NAMED) {
      this.#plot?.destroy();
      this.#plot = this.#make(width);
    } else if (this.#plot.width !== width) {
      this.#plot.setSize({ width, height: this.height });
    }
  }

  get #n(): number {
    return this.data.times.length;
  }

  /** The top of the scale: a tenth above what is drawn. */
  #top(): number {
    let most = 0.1;
    for (const line of this.data.lines) {
      for (const point of line.points) most = Math.max(most, (line.aside ? point?.value : point?.high) ?? 0);
    }
    return Math.min(1, Math.ceil(most * 10 + 0.2) / 10);
  }

  #make(width: number): uPlot {
    const { lines, times, step } = this.data;
    const top = this.#top();
    const bottom = this.data.volume === undefined ? 0 : -VOLUME * top;
    const series: uPlot.Series[] = [{}];
    const bands: uPlot.Band[] = [];
    const columns: (number | null)[][] = [times.map((_, i) => i)];
    for (const line of lines) {
      const first = series.length;
      series.push(
        { stroke: 'transparent', points: { show: false } },
        { stroke: 'transparent', points: { show: false } },
        {
          stroke: () => colour(line.colour),
          width: line.aside ? 1.3 : 2.2,
          ...(line.dash ? { dash: line.dash } : {}),
          points: {
            show: !line.aside && this.#n <= MOST_DOTS,
            size: 6,
            fill: () => colour(line.colour),
            stroke: () => colour('--card'),
            width: 1,
          },
        },
      );
      bands.push({ series: [first, first + 1], fill: () => faint(line.colour, 0.16) });
      columns.push(
        line.points.map((point) => (line.aside ? null : (point?.high ?? null))),
        line.points.map((point) => (line.aside ? null : (point?.low ?? null))),
        line.points.map((point) => point?.value ?? null),
      );
    }
    const axis = { stroke: () => colour('--soft'), font: FONT, ticks: { show: false } };
    const most_labels = Math.max(2, Math.floor((width - 60) / 78));
    const named = width >= NAMED;
    const plot = new uPlot(
      {
        width,
        height: this.height,
        padding: [14, named ? 12 + this.#name_width() : 14, 0, 0],
        legend: { show: false },
        series,
        bands,
        scales: {
          x: { time: false, range: () => [-0.5, Math.max(this.#n, 1) - 0.5] },
          y: { range: () => [bottom, top] },
        },
        axes: [
          {
            ...axis,
            size: 30,
            gap: 6,
            grid: { show: false },
            splits: () => ticks(times, step, most_labels),
            values: (_, splits) => splits.map((i) => f.tick(times[i] ?? new Date(0), step)),
          },
          {
            ...axis,
            size: 52,
            gap: 6,
            grid: { stroke: () => colour('--rule'), width: 1 },
            splits: () =>
              Array.from(
                { length: Math.round(top / (top > 0.5 ? 0.25 : 0.1)) + 1 },
                (_, i) => i * (top > 0.5 ? 0.25 : 0.1),
              ).filter((level) => level <= top + 1e-9),
            values: (_, splits) => splits.map((level) => f.percent(level)),
          },
        ],
        cursor: {
          y: false,
          points: {
            show: (_, i) => (i > 0 && i % 3 === 0 ? h('div', { class: 'u-cursor-pt' }) : h('div', { hidden: true })),
            size: 9,
          },
          drag: { x: this.acts.zoom !== undefined, y: false, setScale: false, dist: 8 },
          dataIdx: (_, __, closest) => closest,
        },
        hooks: {
          drawClear: [(u) => this.#below(u, top)],
          draw: [(u) => this.#above(u, top)],
          setCursor: [
            (u) => {
              if (this.#index === null) this.acts.hover(u.cursor.idx ?? null, false);
            },
          ],
          setSelect: [
            (u) => {
              if (u.select.width < 8) return;
              const first = Math.max(0, Math.round(u.posToVal(u.select.left, 'x')));
              const last = Math.min(this.#n - 1, Math.round(u.posToVal(u.select.left + u.select.width, 'x')));
              u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              this.acts.zoom?.(first, last);
            },
          ],
        },
      },
      columns as uPlot.AlignedData,
      this.element,
    );
    this.#on_click(plot);
    return plot;
  }

  #name_width(): number {
    return Math.max(...this.data.lines.map((line) => Math.min(line.name.length, 18))) * 7.2;
  }

  /** A click, not the end of a drag. */
  #on_click(plot: uPlot): void {
    let from = 0;
    plot.over.addEventListener('mousedown', (event) => {
      from = event.clientX;
    });
    plot.over.addEventListener('click', (event) => {
      const i = plot.cursor.idx;
      if (Math.abs(event.clientX - from) < 6 && i !== null && i !== undefined) this.acts.open?.(i);
    });
  }

  /** Behind the lines: the stretch chosen and the volume. */
  #below(u: uPlot, top: number): void {
    const { ctx } = u;
    const { left, top: y0, width, height } = u.bbox;
    const column = width / Math.max(1, this.#n);
    const left_of = (i: number): number => left + i * column;
    ctx.save();
    if (this.#chosen !== null) {
      ctx.fillStyle = faint('--ink', 0.08);
      ctx.fillRect(left_of(this.#chosen), y0, column, height);
    }
    for (const span of this.data.spans ?? []) {
      ctx.fillStyle = faint('--negative', 0.1);
      ctx.fillRect(left_of(span.from), y0, Math.max(3 * uPlot.pxRatio, (span.to - span.from) * column), height);
      ctx.fillStyle = colour('--negative');
      ctx.fillRect(left_of(span.from), y0, 2 * uPlot.pxRatio, height);
    }
    const { volume } = this.data;
    if (volume !== undefined) {
      const most = Math.max(1, ...volume);
      const base = u.valToPos(-VOLUME * top, 'y', true);
      const tallest = base - u.valToPos(-0.06 * top, 'y', true);
      const gap = Math.min(column * 0.3, 4 * uPlot.pxRatio);
      ctx.fillStyle = colour('--neutral');
      volume.forEach((posts, i) => {
        const tall = (posts / most) * tallest;
        ctx.fillRect(left_of(i) + gap / 2, base - tall, Math.max(1, column - gap), tall);
      });
      ctx.fillStyle = colour('--soft');
      ctx.font = this.#font();
      ctx.textAlign = 'right';
      ctx.textBaseline = 'top';
      ctx.fillText(f.short(most), left - 8 * uPlot.pxRatio, base - tallest);
    }
    ctx.restore();
  }

  #font(): string {
    return FONT.replace('12px', `${Math.round(12 * uPlot.pxRatio)}px`);
  }

  /** Over the lines: intervals of lonely points, marks, names. */
  #above(u: uPlot, top: number): void {
    const { ctx } = u;
    ctx.save();
    ctx.font = this.#font();
    this.#lonely(u);
    this.#marks(u);
    if (u.width >= NAMED) this.#names(u, top);
    ctx.restore();
  }

  #lonely(u: uPlot): void {
    const { ctx } = u;
    for (const line of this.data.lines) {
      line.points.forEach((point, i) => {
        if (point === null || (line.points[i - 1] ?? null) !== null || (line.points[i + 1] ?? null) !== null) return;
        const x = u.valToPos(i, 'x', true);
        if (!line.aside) {
          ctx.strokeStyle = faint(line.colour, 0.45);
          ctx.lineWidth = 3 * uPlot.pxRatio;
          ctx.beginPath();
          ctx.moveTo(x, u.valToPos(point.low, 'y', true));
          ctx.lineTo(x, u.valToPos(point.high, 'y', true));
          ctx.stroke();
        }
        ctx.fillStyle = colour(line.colour);
        ctx.beginPath();
        ctx.arc(x, u.valToPos(point.value, 'y', true), (line.aside ? 1.5 : 3) * uPlot.pxRatio, 0, 2 * Math.PI);
        ctx.fill();
      });
    }
  }

  #marks(u: uPlot): void {
    const { ctx } = u;
    let free = -Infinity; // where the names of the marks before end
    const { marks = [], spans = [] } = this.data;
    const all = [
      ...marks.map((mark) => ({ ...mark, line: true })),
      ...spans.map(({ from, text }) => ({ at: from, text, line: false })),
    ].sort((a, b) => a.at - b.at);
    for (const mark of all) {
      const x = Math.round(u.valToPos(mark.at - 0.5, 'x', true));
      if (mark.line) {
        ctx.strokeStyle = colour('--soft');
        ctx.lineWidth = uPlot.pxRatio;
        ctx.setLineDash([3 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
        ctx.beginPath();
        ctx.moveTo(x, u.bbox.top);
        ctx.lineTo(x, u.bbox.top + u.bbox.height);
        ctx.stroke();
      }
      ctx.fillStyle = colour(mark.line ? '--soft' : '--negative-ink');
      ctx.textBaseline = 'top';
      const right = x > u.bbox.left + u.bbox.width * 0.7;
      ctx.textAlign = right ? 'right' : 'left';
      const { width } = ctx.measureText(mark.text);
      const start = right ? x - width - 5 * uPlot.pxRatio : x + 5 * uPlot.pxRatio;
      if (start < free || start < 0) continue;
      ctx.fillText(mark.text, x + (right ? -5 : 5) * uPlot.pxRatio, u.bbox.top - 12 * uPlot.pxRatio);
      free = start + width + 8 * uPlot.pxRatio;
    }
    ctx.setLineDash([]);
  }

  /** Each line's name at its right end, moved apart where they would touch. */
  #names(u: uPlot, top: number): void {
    const { ctx } = u;
    const apart = 15 * uPlot.pxRatio;
    const ends = this.data.lines
      .filter((line) => !line.aside)
      .map((line) => ({ line, last: line.points.findLast((point) => point !== null) }))
      .filter(({ last }) => last !== undefined)
      .map(({ line, last }) => ({ line, y: u.valToPos(last?.value ?? 0, 'y', true) }))
      .sort((a, b) => a.y - b.y);
    const lowest = u.valToPos(0, 'y', true);
    ends.forEach((end, i) => {
      end.y = Math.max(end.y, (ends[i - 1]?.y ?? -Infinity) + apart, u.valToPos(top, 'y', true));
    });
    for (let i = ends.length - 1; i >= 0; --i) {
      const end = ends[i];
      if (end) end.y = Math.min(end.y, (ends[i + 1]?.y ?? lowest + apart) - apart);
    }
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    for (const { line, y } of ends) {
      ctx.fillStyle = colour(line.colour === '--neutral-line' ? '--soft' : line.colour);
      const name = line.name.length > 18 ? `${line.name.slice(0, 17)}…` : line.name;
      ctx.fillText(name, u.bbox.left + u.bbox.width + 8 * uPlot.pxRatio, y);
    }
  }

  #let_go(): void {
    this.#index = null;
    this.#anchor = null;
    this.#plot?.setCursor({ left: -10, top: -10 });
    this.#plot?.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.acts.hover(null, true);
  }

  #move(i: number, choose: boolean): void {
    const u = this.#plot;
    if (u === null || this.#n === 0) return;
    const before = this.#index;
    this.#index = Math.max(0, Math.min(this.#n - 1, i));
    if (!choose) this.#anchor = null;
    else this.#anchor ??= before ?? this.#index;
    u.setCursor({ left: u.valToPos(this.#index, 'x'), top: 10 });
    if (this.#anchor === null) {
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    } else {
      const left = u.valToPos(Math.min(this.#anchor, this.#index) - 0.5, 'x');
      const right = u.valToPos(Math.max(this.#anchor, this.#index) + 0.5, 'x');
      u.setSelect({ left, top: 0, width: right - left, height: u.over.clientHeight }, false);
    }
    this.acts.hover(this.#index, true);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const i = this.#index;
    const page = Math.max(1, Math.round(this.#n / 10));
    switch (event.key) {
      case 'ArrowRight':
        this.#move(i === null ? 0 : i + 1, event.shiftKey);
        break;
      case 'ArrowLeft':
        this.#move(i === null ? this.#n - 1 : i - 1, event.shiftKey);
        break;
      case 'PageDown':
        this.#move((i ?? 0) + page, event.shiftKey);
        break;
      case 'PageUp':
        this.#move((i ?? this.#n - 1) - page, event.shiftKey);
        break;
      case 'Home':
        this.#move(0, event.shiftKey);
        break;
      case 'End':
        this.#move(this.#n - 1, event.shiftKey);
        break;
      case 'Enter':
        if (i === null) return;
        if (this.#anchor !== null && this.#anchor !== i)
          this.acts.zoom?.(Math.min(this.#anchor, i), Math.max(this.#anchor, i));
        else this.acts.open?.(i);
        break;
      case '+':
      case '=': {
        const middle = i ?? Math.floor(this.#n / 2);
        const half = Math.max(1, Math.floor(this.#n / 4));
        this.acts.zoom?.(Math.max(0, middle - half), Math.min(this.#n - 1, middle + half));
        break;
      }
      case '-':
        this.acts.zoom_out?.();
        break;
      case 'Escape':
        this.#let_go();
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}
