// A value and its interval on a scale from 0 to 1.
import type { Interval } from './contract.ts';
import { svg } from './dom.ts';

export function interval_plot({ value, low, high }: Interval): SVGSVGElement {
  const at = (x: number): string => `${(Math.max(0, Math.min(1, x)) * 100).toFixed(2)}%`;
  return svg(
    'svg',
    { class: 'interval-plot', width: '100%', height: 18, 'aria-hidden': 'true' },
    svg('line', { class: 'axis', x1: 0, x2: '100%', y1: 9, y2: 9 }),
    svg('line', { class: 'extent', x1: at(low), x2: at(high), y1: 9, y2: 9 }),
    svg('line', { class: 'value', x1: at(value), x2: at(value), y1: 2, y2: 16 }),
  );
}
