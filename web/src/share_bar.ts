// The three shares as one bar, with the interval of negatives as a whisker below it, so that it hides no figure.
import type { Share, Sentiment } from './contract.ts';
import { SENTIMENTS } from './contract.ts';
import { svg } from './dom.ts';
import { brand_name, f, t } from './tongue.ts';

const NARROWEST = 0.08; // of the bar, that still holds its figure
const NARROW = 0.16; // on a phone

const at = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`;

/** All three shares with their intervals, as words. */
export function share_text(share: Share): string {
  return SENTIMENTS.map((s) => {
    const { value, low, high } = share[s];
    return value === null || low === null || high === null
      ? `${t.sentiments[s]} –`
      : `${t.sentiments[s]} ${f.percent(value)} (${f.range(low, high)})`;
  }).join(', ');
}

function segment(sentiment: Sentiment, from: number, size: number, value: number): SVGGElement {
  return svg(
    'g',
    {},
    svg('rect', { class: `fill-${sentiment}`, x: at(from), y: 0, width: at(Math.max(size, 0)), height: 26 }),
    size >= NARROWEST &&
      svg(
        'text',
        {
          class: `on-${sentiment}${size < NARROW ? ' narrow' : ''}`,
          x: at(from + size / 2),
          y: 18,
          'text-anchor': 'middle',
        },
        f.percent(value),
      ),
  );
}

function whisker(low: number, high: number): SVGGElement {
  const line = (x1: number, x2: number, y1: number, y2: number): SVGLineElement =>
    svg('line', { x1: at(x1), x2: at(x2), y1, y2 });
  return svg('g', { class: 'whisker' }, line(low, high, 33, 33), line(low, low, 30, 36), line(high, high, 30, 36));
}

/** Only for a share that has figures. */
export function share_bar(brand: string, share: Share): SVGSVGElement {
  const negative = share.negative.value ?? 0;
  const positive = share.positive.value ?? 0;
  const neutral = share.neutral.value ?? 0;
  return svg(
    'svg',
    {
      class: 'bar',
      role: 'img',
      width: '100%',
      height: 38,
      'aria-label': `${t.shares_of(brand_name(brand))}: ${share_text(share)}`,
    },
    segment('negative', 0, negative, negative),
    segment('neutral', negative, 1 - negative - positive, neutral),
    segment('positive', 1 - positive, positive, positive),
    whisker(share.negative.low ?? 0, share.negative.high ?? 0),
  );
}
