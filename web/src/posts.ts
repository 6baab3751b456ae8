// Posts as cards: whose words decided is tinted, and a person may correct the verdict. Texts are strangers': they are
// put in as text only, each isolated in its own direction of writing.
import { api } from './api.ts';
import { SENTIMENTS, type Scores, type Sentiment, type StoredPost, type Word } from './contract.ts';
import { h } from './dom.ts';
import { settings } from './settings.ts';
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

type Correctable = Pick<StoredPost, 'source' | 'id' | 'feedback'> & Partial<Pick<StoredPost, 'people'>>;

/** What the reader himself said; where nobody's names are known, what counts. */
function own_label(post: Correctable): Sentiment | null {
  if (post.people === undefined) return post.feedback;
  return post.people.find(({ by }) => by === settings.name)?.label ?? null;
}

/** `update` gets the post as it is then; with it, the reader's own label may be taken back. */
export function corrections(
  post: Correctable,
  done: (label: Sentiment) => void,
  update?: (post: StoredPost) => void,
): HTMLElement {
  const box = h('span', { class: 'corrections', role: 'group', 'aria-label': t.correct });
  for (const label of SENTIMENTS) {
    const own = own_label(post) === label;
    const button = h(
      'button',
      {
        type: 'button',
        class: `mini ${label}`,
        title: own && update !== undefined ? t.withdraw : t.correct_as(t.one[label]),
        'aria-label': t.correct_as(t.one[label]),
      },
      SIGN[label],
    );
    button.setAttribute('aria-pressed', String(own));
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        if (own && update !== undefined) return update((await api.withdraw_feedback(post)).post);
        const kept = await api.give_feedback(post, label, 'free');
        if (update === undefined) done(kept.label);
        else update(kept.post);
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

/** "2 of 3 say negative", or that they disagree; who says what in the title. Null where nobody said anything. */
export function said(post: StoredPost): HTMLElement | null {
  const { people, feedback } = post;
  if (people.length === 0) return null;
  const who = people.map(({ by, label }) => t.one_said(by === '' ? t.unnamed_person : by, t.one[label])).join('; ');
  const text =
    feedback === null
      ? t.disputed
      : people.length === 1
        ? t.person_said(t.one[feedback])
        : t.people_said(
            f.count(people.filter(({ label }) => label === feedback).length),
            f.count(people.length),
            t.one[feedback],
          );
  return h(
    'span',
    { class: 'said', title: who },
    text,
    people.length > 1 || people[0]?.by !== '' ? h('bdi', { class: 'who' }, ` (${who})`) : null,
  );
}

/** The label that counts; a person's comes before the model's, which is shown beside it when it is another. */
function verdict(post: StoredPost): HTMLElement[] {
  if (post.feedback === null || post.feedback === post.label) return [chip(post.label), score_bar(post.scores)];
  return [
    chip(post.feedback, `${t.one[post.feedback]} · ${t.corrected}`),
    h('span', { class: 'overruled' }, t.model_said_short(t.one[post.label])),
    score_bar(post.scores),
  ];
}

/** `write`: the caller may correct. */
export function post_card(post: StoredPost, write: boolean): HTMLElement {
  const card = h('li', { class: 'post' });
  const draw = (): void => {
    card.replaceChildren(
      h(
        'div',
        { class: 'post-head' },
        ...verdict(post),
        said(post),
        write &&
          corrections(
            post,
            () => {},
            ({ feedback, disputed, people }) => {
              const label = SENTIMENTS.find((s) => card.querySelector(`.mini.${s}`)?.matches(':focus'));
              Object.assign(post, { feedback, disputed, people });
              draw();
              if (label !== undefined) card.querySelector<HTMLElement>(`.mini.${label}`)?.focus();
            },
          ),
      ),
      post_text(post),
      post_facts(post, true),
    );
  };
  draw();
  return card;
}
