// The words that pull a brand's mood down and up, as two lists of bars of the same scale.
import { Refused } from '../api.ts';
import type { Term, Terms } from '../contract.ts';
import { h } from '../dom.ts';
import { f, posts_text, t } from '../tongue.ts';

function list(terms: Term[], side: 'down' | 'up', most: number): HTMLElement {
  const rows = h('ol', { class: `terms ${side}` });
  for (const { term, posts, weight } of terms) {
    const bar = h('span', { class: 'term-bar' });
    bar.style.width = `${(Math.abs(weight) / most) * 100}%`;
    rows.append(
      h(
        'li',
        { title: `${t.term_weight} ${f.fine(Math.abs(weight))}` },
        h('bdi', { class: 'term' }, term),
        h('span', { class: 'term-track' }, bar),
        h('span', { class: 'small' }, t.term_posts(posts_text(posts))),
      ),
    );
  }
  if (terms.length === 0) rows.append(h('li', { class: 'note' }, t.terms_none));
  return rows;
}

export function terms_section(terms: Terms): HTMLElement {
  const most = Math.max(1e-9, ...[...terms.negative, ...terms.positive].map(({ weight }) => Math.abs(weight)));
  return h(
    'section',
    { class: 'pulls' },
    h('h2', {}, t.terms),
    h(
      'div',
      { class: 'two' },
      h(
        'div',
        {},
        h('h3', { class: 'down' }, h('span', { 'aria-hidden': 'true' }, '▼ '), t.terms_down),
        list(terms.negative, 'down', most),
      ),
      h(
        'div',
        {},
        h('h3', { class: 'up' }, h('span', { 'aria-hidden': 'true' }, '▲ '), t.terms_up),
        list(terms.positive, 'up', most),
      ),
    ),
    h('p', { class: 'note' }, t.terms_note(posts_text(terms.posts))),
  );
}

/** In place of the words, where the model cannot tell them or the request failed. */
export function no_terms_section(error: unknown): HTMLElement {
  const text =
    error instanceof Refused && error.status === 415 ? t.terms_unknown : error instanceof Error ? error.message : '';
  return h('section', { class: 'pulls' }, h('h2', {}, t.terms), h('p', { class: 'note' }, text));
}
