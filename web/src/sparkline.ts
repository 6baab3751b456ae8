// A small course of the negatives with its band. Drawn in a stretched box; strokes and the last dot are not stretched.
import type { Stretch } from './contract.ts';
import { svg } from './dom.ts';
import { brand_name, t } from './tongue.ts';

interface Point {
  x: number;
  value: number;
  low: number;
  high: number;
}

/** Points of stretches with figures, cut where one has none. */
function runs_of(course: Stretch[]): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  course.forEach(({ share }, i) => {
    const { value, low, high } = share.negative;
    if (share.enough && value !== null && low !== null && high !== null) {
      if (run.length === 0) runs.push(run);
      run.push({ x: (i + 0.5) / course.length, value, low, high });
    } else {
      run = [];
    }
  });
  return runs;
}

/** The highest bound of all, for a scale that several sparklines share. */
export function highest(courses: Stretch[][]): number {
  let most = 0.2;
  for (const course of courses) for (const { share } of course) most = Math.max(most, share.negative.high ?? 0);
  return Math.min(1, most);
}

export function sparkline(brand: string, course: Stretch[], top: number): SVGSVGElement {
  const point = (x: number, y: number): string => `${(x * 100).toFixed(2)},${(100 - (y / top) * 100).toFixed(2)}`;
  const runs = runs_of(course);
  const shapes = svg('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', width: '100%', height: 40 });
  for (const run of runs) {
    // A lonely point would have no area: it is drawn as its interval.
    const [first] = run;
    if (run.length === 1 && first !== undefined) {
      shapes.append(
        svg('polyline', {
          class: 'spark-lonely',
          points: `${point(first.x, first.low)} ${point(first.x, first.high)}`,
        }),
      );
      continue;
    }
    const up = run.map((p) => point(p.x, p.high));
    const down = run.map((p) => point(p.x, p.low)).reverse();
    shapes.append(
      svg('polygon', { class: 'spark-band', points: [...up, ...down].join(' ') }),
      svg('polyline', { class: 'spark-line', points: run.map((p) => point(p.x, p.value)).join(' ') }),
    );
  }
  const last = runs.at(-1)?.at(-1);
  return svg(
    'svg',
    { class: 'spark', role: 'img', width: '100%', height: 40, 'aria-label': t.spark(brand_name(brand)) },
    svg('line', { class: 'spark-base', x1: 0, x2: '100%', y1: 39.5, y2: 39.5 }),
    shapes,
    last && svg('circle', { class: 'spark-end', cx: `${last.x * 100}%`, cy: 40 - (last.value / top) * 40, r: 3 }),
  );
}
