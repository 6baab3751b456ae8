// The posts behind a figure, page by page. Fetches by itself; what it is to show comes by show().
import { api, type Which } from '../api.ts';
import { SENTIMENTS, type Sentiment } from '../contract.ts';
import { h } from '../dom.ts';
import { post_card } from '../posts.ts';
import { t } from '../tongue.ts';

const PAGE = 20;

export interface PostListActs {
  label(label: Sentiment | undefined): void;
  whole(): void;
  write: boolean;
}

export class PostList {
  readonly element = h('section', { class: 'post-list', id: 'posts' });
  readonly #title = h('h2', { tabindex: -1 });
  readonly #whole: HTMLButtonElement;
  readonly #labels = h('div', { class: 'segments', role: 'group', 'aria-label': t.mood_filter });
  readonly #words_note = h('p', { class: 'note', hidden: true }, t.words_note);
  readonly #list = h('ul', { class: 'posts', 'aria-busy': 'false' });
  readonly #more: HTMLButtonElement;
  readonly #news: HTMLButtonElement;
  readonly #problem = h('p', { class: 'bad', role: 'alert' });
  #which: Which = {};
  #next: string | null = null;
  #pages = 0;
  #asked: AbortController | null = null;

  constructor(private readonly acts: PostListActs) {
    this.#whole = h('button', { type: 'button', class: 'link', onclick: () => acts.whole() }, t.whole_again);
    this.#more = h(
      'button',
      { type: 'button', class: 'plain', 'data-key': 'more-posts', onclick: () => void this.#page() },
      t.more,
    );
    this.#news = h('button', { type: 'button', class: 'news', onclick: () => void this.#again() }, t.new_posts);
    for (const label of [undefined, ...SENTIMENTS]) {
      this.#labels.append(
        h(
          'button',
          {
            type: 'button',
            'data-label': label ?? '',
            'data-key': `label-${label ?? ''}`,
            onclick: () => acts.label(label),
          },
          label === undefined ? t.all_labels : t.sentiments[label],
        ),
      );
    }
    const exports = h(
      'div',
      { class: 'exports' },
      ...(['csv', 'jsonl'] as const).map((format) => this.#export(format)),
    );
    this.element.append(
      h('div', { class: 'section-head' }, h('div', {}, this.#title, this.#whole), this.#labels),
      this.#words_note,
      this.#news,
      this.#list,
      this.#problem,
      h('div', { class: 'list-foot' }, this.#more, exports),
    );
    this.#news.hidden = true;
  }

  /** `part`: the name of the stretch that `which` is about; null for the whole range. */
  async show(which: Which, part: string | null): Promise<void> {
    this.#which = which;
    this.#title.textContent = part === null ? t.posts_title : t.posts_of(part);
    this.#whole.hidden = part === null;
    for (const button of this.#labels.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset['label'] === (which.label ?? '')));
    }
    await this.#again();
  }

  /** Newer posts may be there. Someone who has read on keeps what is on the screen and is asked. */
  async refresh(which: Which): Promise<void> {
    this.#which = which;
    if (this.#pages > 1) this.#news.hidden = false;
    else await this.#again();
  }

  focus(): void {
    this.element.scrollIntoView({
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
      block: 'start',
    });
    this.#title.focus({ preventScroll: true });
  }

  async #again(): Promise<void> {
    this.#next = null;
    this.#pages = 0;
    this.#news.hidden = true;
    await this.#page();
  }

  async #page(): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#list.setAttribute('aria-busy', 'true');
    this.#more.disabled = true;
    try {
      const cursor = this.#next;
      const page = await api.posts(
        this.#which,
        { limit: PAGE, explain: true, ...(cursor === null ? {} : { cursor }) },
        asked.signal,
      );
      const cards = page.posts.map((post) => post_card(post, this.acts.write));
      if (this.#pages === 0)
        this.#list.replaceChildren(...(cards.length > 0 ? cards : [h('li', { class: 'note' }, t.no_posts)]));
      else this.#list.append(...cards);
      if (page.posts.some((post) => (post.words ?? []).length > 0)) this.#words_note.hidden = false;
      this.#pages += 1;
      this.#next = page.next;
      this.#problem.textContent = '';
    } catch (error) {
      if (asked.signal.aborted) return;
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
    }
    this.#list.setAttribute('aria-busy', 'false');
    this.#more.disabled = false;
    this.#more.hidden = this.#next === null && this.#pages > 0;
  }

  /** A link would do but for the token, which only a fetch can send. */
  #export(format: 'csv' | 'jsonl'): HTMLButtonElement {
    const name = `${t.export} ${format.toUpperCase()}`;
    const button = h('button', { type: 'button', class: 'plain' }, name);
    button.addEventListener('click', async () => {
      button.disabled = true;
      button.textContent = t.exporting;
      try {
        const url = URL.createObjectURL(await api.export_file(this.#which, format));
        h('a', { href: url, download: `polso.${format}` }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
      } catch (error) {
        this.#problem.textContent = error instanceof Error ? error.message : String(error);
      }
      button.disabled = false;
      button.textContent = name;
    });
    return button;
  }
}
