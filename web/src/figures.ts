// What the reader should know of the figures: why there is none, how old the model's measure is, whose they are.
import type { Figures } from './contract.ts';
import { h } from './dom.ts';
import { href } from './routes.ts';
import { f, posts_text, t } from './tongue.ts';
import { notice } from './view.ts';

/** Why a share has no figure. */
export function no_figure(posts: number, figures: Figures): string {
  const { min_posts } = figures;
  if (min_posts === undefined) return t.few(posts_text(posts));
  return posts >= min_posts ? t.too_wide : t.few_of(posts_text(posts), f.count(min_posts));
}

/** Warnings about the model's calibration. */
export function figure_notices(figures: Figures, posts: number): HTMLElement[] {
  const out: HTMLElement[] = [];
  const data = figures.validation === undefined || figures.validation === '' ? '' : ` (${figures.validation})`;
  const label = h('a', { href: href({ view: 'label', kind: 'audit' }) }, t.label_some);
  if (posts > 0 && figures.calibration === 'old') out.push(notice(t.old_calibration(data), label));
  if (posts > 0 && figures.calibration === 'unknown') out.push(notice(t.unknown_calibration(data), label));
  if (posts > 0 && figures.calibration === 'renewed')
    out.push(notice(t.renewed_calibration(f.count(figures.fresh_labels))));
  return out;
}

/** Whose figures these are, and whose others are stored. */
export function whose(figures: Figures): string {
  const parts = [
    figures.model === null ? '' : `${t.figures_by(figures.model)}.`,
    figures.other_models.length === 0 ? '' : t.other_models(figures.other_models.join(', ')),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
