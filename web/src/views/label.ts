// A queue of posts that a person labels, mostly by keyboard. The audit sample measures the model, so its verdict is not
// shown there before the person's. Labels are sent at once; "back" opens the post again for another one.
import { api } from '../api.ts';
import { SENTIMENTS, type Sentiment, type Session, type StoredPost } from '../contract.ts';
import { h, keep_focus } from '../dom.ts';
import { chip, post_facts, post_text, score_bar, SIGN } from '../posts.ts';
import { href, type LabelRoute } from '../routes.ts';
import { settings } from '../settings.ts';
import { brand_name, f, t } from '../tongue.ts';
import { change_token, notice, type View } from '../view.ts';

const BATCH = 20;
const MOST_COUNTED = 500; // labels that one answer holds
const RECENT = 8;
const KEYS: Record<string, Sentiment> = {
  1: 'negative',
  n: 'negative',
  2: 'neutral',
  u: 'neutral',
  3: 'positive',
  p: 'positive',
};
const NUMBER: Record<Sentiment, string> = { negative: '1', neutral: '2', positive: '3' };

interface Done {
  post: StoredPost;
  label: Sentiment | null; // null: skipped
}

const key_of = (post: StoredPost): string => `${post.source}\n${post.id}`;

/** What happened in this sitting outlives the view: a change of tab or language loses nothing. */
const sittings = { uncertain: [] as Done[], audit: [] as Done[] };

/** As whom the reader's labels are kept. */
function name_field(): HTMLElement {
  const field = h('input', { id: 'my-name', maxlength: 200, autocomplete: 'name', value: settings.name });
  field.addEventListener('change', () => {
    settings.name = field.value.trim();
  });
  return h(
    'p',
    { class: 'note my-name' },
    h('label', { for: 'my-name' }, `${t.my_name} `),
    field,
    ` ${t.my_name_note}`,
  );
}

export class LabelView implements View {
  readonly element = h('div', { class: 'label-page' });
  readonly title = (): string => t.label;
  #queue: StoredPost[] = [];
  #again: Done | null = null; // reopened by "back"
  #given = 0; // labels of this kind at the server
  #agreed: { n: number; of: number } | null = null;
  #busy = false;
  #problem = '';
  #spoken = h('p', { class: 'hidden', role: 'status' });

  readonly #name = name_field();

  constructor(
    private readonly route: LabelRoute,
    private readonly session: Session,
  ) {}

  /** A change of figures need not disturb someone who labels; an empty queue may have filled. */
  concerns(): boolean {
    return this.#queue.length === 0;
  }

  get #done(): Done[] {
    return sittings[this.route.kind];
  }

  async load(signal: AbortSignal): Promise<void> {
    const [given] = await Promise.all([api.feedback(this.route.kind, MOST_COUNTED, signal), this.#fetch(signal)]);
    this.#given = given.feedback.length;
    const compared = given.feedback.filter((one) => one.label !== null);
    this.#agreed =
      this.route.kind === 'audit' && compared.length > 0
        ? { n: compared.filter((one) => one.post.label === one.label).length, of: compared.length }
        : null;
    keep_focus(() => this.#draw());
  }

  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const label = KEYS[event.key.toLowerCase()];
    if (label !== undefined) void this.#give(label);
    else if (event.key.toLowerCase() === 's') this.#skip();
    else if (event.key.toLowerCase() === 'z') this.#back();
    else return;
    event.preventDefault();
  }

  /** Skipped posts come again from the server; they are left out for this sitting. */
  async #fetch(signal?: AbortSignal): Promise<void> {
    const passed = new Set(this.#done.map(({ post }) => key_of(post)));
    const { posts } = await api.queue(this.route.kind, Math.min(100, BATCH + this.#skipped.length), signal);
    this.#queue = posts.filter((post) => !passed.has(key_of(post)));
  }

  get #skipped(): Done[] {
    return this.#done.filter(({ label }) => label === null);
  }

  get #current(): StoredPost | null {
    return this.#again?.post ?? this.#queue[0] ?? null;
  }

  async #give(label: Sentiment): Promise<void> {
    const post = this.#current;
    if (post === null || this.#busy || !this.session.write) return;
    this.#busy = true;
    try {
      await api.give_feedback(post, label, this.route.kind);
      this.#problem = '';
      if (this.#again === null || this.#again.label === null) this.#given += 1;
      this.#pass({ post, label });
      this.#spoken.textContent = t.labelled(t.one[label]);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#busy = false;
    await this.#refill();
  }

  #skip(): void {
    const post = this.#current;
    if (post === null || this.#busy) return;
    this.#pass(this.#again ?? { post, label: null });
    void this.#refill();
  }

  #pass(done: Done): void {
    if (this.#again === null) this.#queue.shift();
    this.#again = null;
    this.#done.push(done);
  }

  #back(): void {
    if (this.#busy) return;
    const last = this.#done.pop();
    if (last === undefined) return;
    if (this.#again !== null) this.#queue.unshift(this.#again.post);
    this.#again = last;
    this.#draw();
  }

  #reopen(done: Done): void {
    this.#done.splice(this.#done.indexOf(done), 1);
    if (this.#again !== null) this.#done.push(this.#again);
    this.#again = done;
    this.#draw();
  }

  async #refill(): Promise<void> {
    this.#draw();
    if (this.#queue.length > 0) return;
    try {
      await this.#fetch();
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#draw();
  }

  #draw(): void {
    const post = this.#current;
    this.element.replaceChildren(
      h('div', { class: 'page-head' }, h('div', {}, h('h1', {}, t.label_title)), this.#tabs()),
      h('p', { class: 'note' }, this.route.kind === 'audit' ? t.audit_note : t.uncertain_note),
      this.#name,
    );
    if (!this.session.write) {
      this.element.append(
        notice(
          t.read_only,
          h(
            'button',
            { type: 'button', class: 'link', onclick: () => void change_token(() => location.reload()) },
            t.give_token,
          ),
        ),
      );
    }
    this.element.append(post === null ? this.#empty() : this.#question(post), this.#progress(), this.#spoken);
    if (this.#done.some(({ label }) => label !== null)) this.element.append(this.#recent());
  }

  #tabs(): HTMLElement {
    const tab = (kind: LabelRoute['kind'], text: string): HTMLElement =>
      h(
        'a',
        {
          href: href({ view: 'label', kind }),
          'aria-current': this.route.kind === kind ? 'page' : null,
          'data-key': `tab-${kind}`,
        },
        text,
      );
    return h('nav', { class: 'segments', 'aria-label': t.label }, tab('uncertain', t.uncertain), tab('audit', t.audit));
  }

  #question(post: StoredPost): HTMLElement {
    const blind = this.route.kind === 'audit' && (this.#again === null || this.#again.label === null);
    const buttons = h('div', { class: 'answers', role: 'group', 'aria-label': t.ask });
    for (const label of SENTIMENTS) {
      buttons.append(
        h(
          'button',
          {
            type: 'button',
            class: `answer ${label}`,
            'data-key': `answer-${label}`,
            disabled: !this.session.write,
            'aria-pressed': this.#again === null ? null : String(this.#again.label === label),
            onclick: () => void this.#give(label),
          },
          h('span', { 'aria-hidden': 'true' }, SIGN[label]),
          ` ${t.one_heads[label]} `,
          h('kbd', { 'aria-hidden': 'true' }, NUMBER[label]),
        ),
      );
    }
    return h(
      'section',
      { class: 'question' },
      h('p', { class: 'ask' }, t.ask, ' ', h('bdi', { class: 'about' }, brand_name(post.brand))),
      h('blockquote', {}, post_text(post)),
      post_facts(post, false),
      !blind && h('p', { class: 'model-thinks' }, `${t.model_thinks} `, chip(post.label), score_bar(post.scores)),
      this.#again !== null &&
        this.#again.label !== null &&
        h('p', { class: 'note' }, t.again(t.one[this.#again.label])),
      buttons,
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            'data-key': 'undo',
            disabled: this.#done.length === 0,
            onclick: () => this.#back(),
          },
          `${t.undo} `,
          h('kbd', { 'aria-hidden': 'true' }, 'z'),
        ),
        h(
          'button',
          { type: 'button', class: 'plain', 'data-key': 'skip', onclick: () => this.#skip() },
          `${t.skip_post} `,
          h('kbd', { 'aria-hidden': 'true' }, 's'),
        ),
      ),
      this.#problem !== '' && h('pre', { class: 'refusal', role: 'alert' }, this.#problem),
      h('p', { class: 'note keys' }, t.label_keys),
    );
  }

  #empty(): HTMLElement {
    const skipped = this.#skipped;
    const state = h('section', { class: 'state' }, h('h2', {}, t.queue_empty), h('p', {}, t.queue_empty_text));
    if (skipped.length > 0) {
      state.append(
        h(
          'p',
          {},
          t.skipped_some(f.count(skipped.length)),
          ' ',
          h('button', { type: 'button', class: 'plain', onclick: () => this.#unskip() }, t.skipped_again),
        ),
      );
    }
    if (this.#problem !== '') state.append(h('pre', { class: 'refusal', role: 'alert' }, this.#problem));
    return state;
  }

  #unskip(): void {
    sittings[this.route.kind] = this.#done.filter(({ label }) => label !== null);
    void this.#refill();
  }

  #progress(): HTMLElement {
    const labelled = this.#done.filter(({ label }) => label !== null).length;
    const all = this.#given >= MOST_COUNTED ? t.at_least(f.count(this.#given)) : t.in_all(f.count(this.#given));
    const size = labelled + this.#queue.length;
    const bar = h('span', { class: 'done-bar' });
    bar.style.width = `${size === 0 ? 0 : (labelled / size) * 100}%`;
    return h(
      'div',
      { class: 'progress' },
      h('span', { class: 'done-track', 'aria-hidden': 'true' }, bar),
      h('p', { class: 'note' }, `${t.sitting(f.count(labelled))} · ${all} · ${t.left(f.count(this.#queue.length))}`),
      this.#agreed !== null && h('p', { class: 'note' }, t.agreed(f.count(this.#agreed.n), f.count(this.#agreed.of))),
    );
  }

  #recent(): HTMLElement {
    const rows = this.#done
      .filter(({ label }) => label !== null)
      .slice(-RECENT)
      .reverse()
      .map((done) => {
        const { post, label } = done as Done & { label: Sentiment };
        const text = post.text.length > 140 ? `${post.text.slice(0, 139)}…` : post.text;
        return h(
          'li',
          {},
          h(
            'span',
            { class: 'verdicts' },
            chip(label, t.you_said(t.one[label])),
            h('span', { class: `small ${post.label === label ? '' : 'differs'}` }, t.model_said(t.one[post.label])),
          ),
          h('bdi', { class: 'recent-text' }, text),
          h('button', { type: 'button', class: 'link', onclick: () => this.#reopen(done) }, t.relabel),
        );
      });
    return h('section', {}, h('h2', {}, t.recent), h('ol', { class: 'recent' }, ...rows));
  }
}
