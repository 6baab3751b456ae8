// Invented alerts about the invented posts: one that goes on, one that calmed, and a hostile one that a person closed.
import { EVIL, HOUR, type Post } from './posts.ts';

export type SeededAlert = Record<string, unknown> & { brand: string };

/** What tests/app/alerts.py takes. */
export function invented_alerts(now: number, posts: Post[]): SeededAlert[] {
  const angry = posts.filter(
    ({ brand, text }) => brand === 'Aurora Airlines' && /^(Terrible|Worst|Pessimo|Che vergogna)/.test(text),
  );
  return [
    {
      brand: 'Caffè Borgo',
      state: 'calmed',
      cause: 'copies',
      severity: 2,
      began: now - 12 * 24 * HOUR,
      ended: now - 11.5 * 24 * HOUR,
      moves: [['volume', 3.3, 41, 35, 48]],
      drivers: [],
      terms: [['giveaway', 60, 9.1]],
    },
    {
      brand: EVIL,
      state: 'closed',
      cause: 'source',
      detail: '<img src=x onerror=window.evil=5>',
      severity: 1,
      began: now - 5 * 24 * HOUR,
      ended: now - 4 * 24 * HOUR,
      moves: [['net_mood', 0.05, -0.31, -0.4, -0.22]],
      drivers: [
        ['source', '<script>window.evil=6</script>', 12, 0.3],
        ['source', '', 0, -0.04],
      ],
      terms: [['<b>bold</b>', 7, 3.2]],
      notes: [[2, now - 4 * 24 * HOUR, '<i>Eve</i>', '<script>window.evil=7</script> known', null]],
    },
    {
      brand: 'Aurora Airlines',
      cause: 'world',
      severity: 4,
      began: now - 6.9 * 24 * HOUR,
      moves: [
        ['negatives', 0.31, 0.68, 0.62, 0.74],
        ['net_mood', -0.1, -0.52, -0.6, -0.44],
      ],
      certainty: 0.9996,
      posts: 812,
      drivers: [
        ['term', 'cancelled', 214, 0.17],
        ['term', 'refund', 160, 0.11],
        ['term', 'support', 90, 0.05],
        ['term', '', 348, 0.04],
        ['source', 'x', 420, 0.22],
        ['source', 'forum', 392, 0.15],
        ['lang', 'en', 410, 0.41],
        ['lang', 'it', 402, -0.04],
      ],
      terms: [
        ['cancelled', 214, 11.2],
        ['refund', 160, 8.4],
        ['hours of waiting', 75, 5.1],
      ],
      examples: angry.slice(0, 3).map(({ source, id }, i) => [source, id, i === 0 ? 37 : 1]),
    },
  ];
}
