// One brand: its shares now and before, their course, brands beside it, what pulls the mood, and the posts.
import { api, Refused, type Which } from '../api.ts';
import { Comparison } from '../brand/comparison.ts';
import { CourseSection } from '../brand/course.ts';
import { PostList } from '../brand/post_list.ts';
import { no_terms_section, terms_section } from '../brand/terms.ts';
import { SENTIMENTS, type Alert, type Session, type Shares, type Stretch } from '../contract.ts';
import { h, keep_focus } from '../dom.ts';
import { figure_notices, no_figure, whose } from '../figures.ts';
import { filter_chooser, range_chooser, resolve } from '../range.ts';
import { href, MOST_COMPARED, type BrandRoute, type Route } from '../routes.ts';
import { share_bar } from '../share_bar.ts';
import { brand_name, f, posts_text, t } from '../tongue.ts';
import type { View } from '../view.ts';

const MOST_ALERTS = 20;
const TERMS = 10; // a side
const STEPS = ['auto', 'hour', 'day', 'week'] as const;

function unknown_brand(error: unknown): null {
  if (error instanceof Refused && error.status === 404) return null;
  throw error;
}

export interface Going {
  /** A new entry in the browser's history. */
  go(route: Route): void;
  /** Only the address: the view has already done what it says. */
  replace(route: Route): void;
}

export class BrandView implements View {
  readonly element = h('div', { class: 'brand' });
  readonly title = (): string => brand_name(this.route.brand);
  #course: CourseSection | null = null;
  #comparison: Comparison | null = null;
  #posts: PostList | null = null;
  #shares: Shares | null = null;
  #which: Which = {};
  #others: string[] = [];
  readonly #terms = h('div');
  #silent = false; // the model cannot tell which words decided

  constructor(
    private route: BrandRoute,
    private readonly going: Going,
    private readonly session: Session,
  ) {}

  concerns(brands: string[] | null): boolean {
    // None named: something else than posts changed, perhaps an alert.
    return (
      brands === null ||
      brands.length === 0 ||
      [this.route.brand, ...this.route.compare].some((brand) => brands.includes(brand))
    );
  }

  async load(signal: AbortSignal): Promise<void> {
    const { route } = this;
    const filter = { lang: route.lang, source: route.source };
    const range = await resolve(route.range, signal);
    const which: Which = { brand: route.brand, ...range, ...filter };
    const brands = [route.brand, ...route.compare];
    const [shares, compared, listed, { alerts }] = await Promise.all([
      api.shares(which, route.step, signal).catch(unknown_brand),
      route.compare.length > 0
        ? api.compare(brands, { ...range, ...filter }, route.step, signal).catch(unknown_brand)
        : null,
      api.brands(signal),
      api.alerts({ brand: route.brand, ...range, limit: MOST_ALERTS }, signal),
    ]);
    if (shares === null) {
      this.element.replaceChildren(
        h('div', { class: 'page-head' }, h('h1', { dir: 'auto' }, brand_name(route.brand))),
        h(
          'section',
          { class: 'state' },
          h('p', {}, t.no_such_brand),
          h('p', {}, h('a', { class: 'main', href: '/' }, t.to_overview)),
        ),
      );
      return;
    }
    this.#which = which;
    this.#shares = shares;
    this.#others = listed.brands.map(({ brand }) => brand).filter((brand) => !brands.includes(brand));
    keep_focus(() => this.#draw(shares, compared?.courses ?? null, alerts));
    await Promise.all([this.#show_posts(true), this.#show_terms(signal)]);
  }

  close(): void {
    this.#course?.destroy();
    this.#comparison?.destroy();
  }

  #draw(shares: Shares, courses: Shares[] | null, alerts: Alert[]): void {
    const table_open = this.element.querySelector('.twin')?.hasAttribute('open') ?? false;
    this.close();
    this.#course =
      shares.course.length === 0
        ? null
        : new CourseSection(shares, alerts, {
            open: (stretch) => this.#open(stretch),
            zoom: (from, to) => this.going.go({ ...this.route, range: { kind: 'custom', from, to }, at: undefined }),
            zoom_out: () => this.#zoom_out(),
          });
    this.#course?.choose(this.route.at);
    this.#comparison = courses === null ? null : new Comparison(courses);
    this.#posts ??= new PostList({
      write: this.session.write,
      label: (label) => this.#change({ label }),
      whole: () => this.#change({ at: undefined }),
    });
    this.element.replaceChildren(this.#head(shares), this.#controls(shares));
    if (shares.whole.posts === 0) {
      this.element.append(this.#empty(shares));
      return;
    }
    this.element.append(this.#now(shares));
    if (this.#course !== null) this.element.append(this.#course.element);
    this.element.append(...figure_notices(shares.figures, shares.whole.posts));
    if (this.#comparison !== null) this.element.append(this.#comparison.element);
    this.element.append(this.#terms);
    this.element.append(this.#posts.element, h('p', { class: 'note' }, whose(shares.figures)));
    if (table_open) this.element.querySelector('.twin')?.setAttribute('open', '');
  }

  #head(shares: Shares): HTMLElement {
    const when = shares.from === null || shares.to === null ? '' : `${f.span(shares.from, shares.to)} · `;
    return h(
      'div',
      { class: 'page-head' },
      h(
        'div',
        {},
        h('h1', { dir: 'auto' }, brand_name(shares.brand)),
        h('p', { class: 'when' }, `${when}${posts_text(shares.whole.posts)}`),
      ),
      this.#ranges(shares),
    );
  }

  #ranges(shares: Shares): HTMLElement {
    const { route } = this;
    const shown = { from: shares.from ?? undefined, to: shares.to ?? undefined };
    return h(
      'div',
      { class: 'controls' },
      range_chooser(
        route.range,
        shown,
        (range) => href({ ...route, range, at: undefined }),
        (range) => this.going.go({ ...route, range, at: undefined }),
      ),
      filter_chooser(route, (filter) => this.going.go({ ...route, ...filter })),
    );
  }

  #controls(shares: Shares): HTMLElement {
    const { route } = this;
    const step = h('select', { id: 'step', 'data-key': 'step' });
    for (const value of STEPS) {
      step.append(
        h('option', { value }, value === 'auto' ? `${t.steps.auto} (${t.steps[shares.step]})` : t.steps[value]),
      );
    }
    step.value = route.step;
    step.addEventListener('change', () => {
      this.going.go({ ...route, step: STEPS.find((one) => one === step.value) ?? 'auto', at: undefined });
    });
    const bar = h(
      'div',
      { class: 'controls second' },
      h('span', { class: 'field' }, h('label', { for: 'step' }, t.step), step),
    );
    if (this.#others.length > 0 || route.compare.length > 0) bar.append(this.#compare_chooser());
    return bar;
  }

  #compare_chooser(): HTMLElement {
    const { route } = this;
    const field = h('span', { class: 'field' }, h('label', { for: 'compare' }, t.compare_with));
    for (const other of route.compare) {
      field.append(
        h(
          'button',
          {
            type: 'button',
            class: 'tag',
            title: t.remove(brand_name(other)),
            'aria-label': t.remove(brand_name(other)),
            onclick: () => this.going.go({ ...route, compare: route.compare.filter((brand) => brand !== other) }),
          },
          h('bdi', {}, brand_name(other)),
          ' ×',
        ),
      );
    }
    const add = h(
      'select',
      { id: 'compare', 'data-key': 'compare' },
      h('option', { value: '-1' }, t.add_brand),
      ...this.#others.map((brand, i) => h('option', { value: i }, brand_name(brand))),
    );
    add.disabled = route.compare.length >= MOST_COMPARED;
    add.addEventListener('change', () => {
      const brand = this.#others[Number(add.value)];
      if (brand !== undefined) this.going.go({ ...route, compare: [...route.compare, brand] });
    });
    field.append(add);
    return field;
  }

  #empty(shares: Shares): HTMLElement {
    const everything =
      this.route.range.kind === 'all' && this.route.lang === undefined && this.route.source === undefined;
    const state = h('section', { class: 'state' }, h('p', {}, everything ? t.no_such_brand : t.empty_range));
    if (!everything) {
      state.append(
        h(
          'p',
          {},
          h(
            'a',
            {
              class: 'main',
              href: href({ view: 'brand', brand: shares.brand, range: { kind: 'all' }, step: 'auto', compare: [] }),
            },
            t.show_all,
          ),
        ),
      );
    }
    return state;
  }

  /** Three figures with their intervals, the same before beside them. */
  #now(shares: Shares): HTMLElement {
    const { whole, before } = shares;
    if (!whole.enough) return h('section', {}, h('p', {}, no_figure(whole.posts, shares.figures)));
    const tiles = h('div', { class: 'tiles' });
    for (const s of SENTIMENTS) {
      const { value, low, high } = whole[s];
      if (value === null || low === null || high === null) continue;
      const past = before[s].value;
      tiles.append(
        h(
          'div',
          { class: `tile ${s}` },
          h(
            'span',
            { class: 'tile-name' },
            h('span', { class: `swatch bg-${s}`, 'aria-hidden': 'true' }),
            t.sentiment_heads[s],
          ),
          h('span', { class: 'tile-value' }, f.percent(value)),
          h('span', { class: 'small' }, f.range(low, high)),
          h('span', { class: 'small' }, before.enough && past !== null ? t.before(f.percent(past)) : t.before_none),
        ),
      );
    }
    return h('section', { class: 'now' }, tiles, share_bar(shares.brand, whole));
  }

  /** Twice the range around its middle, but no further than now. */
  #zoom_out(): void {
    const { from, to } = this.#shares ?? {};
    if (!from || !to || this.route.range.kind === 'all') return;
    const [first, last] = [Date.parse(from), Date.parse(to)];
    const half = (last - first) / 2;
    this.going.go({
      ...this.route,
      at: undefined,
      range: {
        kind: 'custom',
        from: new Date(first - half).toISOString(),
        to: new Date(Math.min(last + half, Math.max(last, Date.now()))).toISOString(),
      },
    });
  }

  #open(stretch: Stretch): void {
    this.#change({ at: stretch.from });
    this.#posts?.focus();
  }

  /** What only the list of posts depends on. */
  #change(change: Pick<BrandRoute, 'at'> | Pick<BrandRoute, 'label'>): void {
    this.route = { ...this.route, ...change };
    this.going.replace(this.route);
    this.#course?.choose(this.route.at);
    void this.#show_posts(false);
  }

  async #show_terms(signal: AbortSignal): Promise<void> {
    if (this.#silent || this.#shares?.whole.posts === 0) return;
    try {
      this.#terms.replaceChildren(terms_section(await api.terms(this.#which, TERMS, signal)));
    } catch (error) {
      if (signal.aborted) return;
      this.#silent = error instanceof Refused && error.status === 415;
      this.#terms.replaceChildren(no_terms_section(error));
    }
  }

  async #show_posts(refresh: boolean): Promise<void> {
    if (this.#posts === null || this.#shares === null || this.#shares.whole.posts === 0) return;
    const { at, label } = this.route;
    const stretch =
      at === undefined ? undefined : this.#shares.course.find(({ from }) => Date.parse(from) === Date.parse(at));
    const which: Which = { ...this.#which, label };
    if (stretch !== undefined) Object.assign(which, { from: stretch.from, to: stretch.to });
    if (refresh && this.#shown) await this.#posts.refresh(which);
    else await this.#posts.show(which, stretch === undefined ? null : f.stretch(stretch.from, this.#shares.step));
    this.#shown = true;
  }

  #shown = false;
}
