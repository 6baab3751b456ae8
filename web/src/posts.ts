// Posts as cards: whose words decided is tinted, and a person may correct the verdict. Texts are strangers': they are
// put in as text only, each isolated in its own direction of writing.
import { api } from './api.ts';
import { SENTIMENTS, type Scores, type Sentiment, type StoredPost, type Word } from './contract.ts';
import { h } from './dom.ts';
import { brand_name, f, t } from './tongue.ts';

const FAINTEST = 0.2; // of the strongest word, that is still tinted
const STRONG = 2; // a pull, in log odds, below which no word of a post is called strong

export const SIGN: Record<Sentiment, string> = { negative: '−', neutral: '○', positive: '+' };

export function chip(sentiment: Sentiment, text = t.one[sentiment]): HTMLElement {
  return h('span', { class: `chip ${sentiment}` }, h('span', { 'aria-hidden': 'true' }, SIGN[sentiment]), ` ${text}`);
}

export function score_bar(scores: Scores): HTMLElement {
  const text = t.scores(f.percent(scores.negative), f.percent(scores.neutral), f.percent(scores.positive));
  const bar = h('span', { class: 'scores', role: 'img', 'aria-label': text, title: text });
  for (const s of SENTIMENTS) {
    const part = h('span', { class: `bg-${s}` });
    part.style.width = `${scores[s] * 100}%`;
    bar.append(part);
  }
  return bar;
}

function pull(word: Word): number {
  return word.part === undefined ? 0 : word.part.positive - word.part.negative;
}

function tinted(words: Word[]): Node[] {
  const strongest = Math.max(STRONG, ...words.map((word) => Math.abs(pull(word))));
  return words.map((word) => {
    const weight = pull(word) / strongest;
    if (Math.abs(weight) < FAINTEST || word.text.trim() === '') return document.createTextNode(word.text);
    const mark = h('mark', { class: weight < 0 ? 'down' : 'up' }, word.text);
    mark.style.setProperty('--weight', `${Math.round(Math.abs(weight) * 55)}%`);
    return mark;
  });
}

export function post_text(post: StoredPost): HTMLElement {
  const text = h('p', { class: 'text', dir: 'auto', lang: /^[a-z]{2,3}$/.test(post.lang) ? post.lang : null });
  if (post.words !== undefined && post.words.length > 0) text.append(...tinted(post.words));
  else text.append(post.text);
  return text;
}

export function post_facts(post: StoredPost, with_model: boolean): HTMLElement {
  const facts = h(
    'p',
    { class: 'facts' },
    h('time', { datetime: post.created_at }, f.moment(post.created_at)),
    h('bdi', {}, post.source),
    post.lang !== '' && h('span', {}, post.lang),
  );
  if (post.also.length > 0) facts.append(h('bdi', {}, t.also_about(post.also.map(brand_name).join(', '))));
  if (with_model && post.model !== '')
    facts.append(h('bdi', { title: post.model }, t.judged_by(model_name(post.model))));
  return facts;
}

/** Without the hash of its version, which only tells versions apart. */
function model_name(id: string): string {
  return id.replace(/@[0-9a-f]{8,}$/, '');
}

type Correctable = Pick<StoredPost, 'source' | 'id' | 'feedback'>;

export function corrections(post: Correctable, done: (label: Sentiment) => void): HTMLElement {
  const box = h('span', { class: 'corrections', role: 'group', 'aria-label': t.correct });
  for (const label of SENTIMENTS) {
    const button = h(
      'button',
      {
        type: 'button',
        class: `mini ${label}`,
        title: t.correct_as(t.one[label]),
        'aria-label': t.correct_as(t.one[label]),
      },
      SIGN[label],
    );
    button.setAttribute('aria-pressed', String(post.feedback === label));
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        const kept = await api.give_feedback(post, label, 'free');
        done(kept.label);
      } catch (error) {
        button.title = error instanceof Error ? error.message : String(error);
        box.classList.add('bad');
      } finally {
        button.disabled = false;
      }
    });
    box.append(button);
  }
  return box;
}

/** `write`: the caller may correct. */
export function post_card(post: StoredPost, write: boolean): HTMLElement {
  const card = h('li', { class: 'post' });
  const draw = (): void => {
    card.replaceChildren(
      h(
        'div',
        { class: 'post-head' },
        chip(post.label),
        score_bar(post.scores),
        post.feedback !== null && h('span', { class: 'said' }, t.person_said(t.one[post.feedback])),
        write &&
          corrections(post, (label) => {
            post.feedback = label;
            draw();
            card.querySelector<HTMLElement>(`.mini.${label}`)?.focus();
          }),
      ),
      post_text(post),
      post_facts(post, true),
    );
  };
  draw();
  return card;
}
