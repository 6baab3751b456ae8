// Every brand at a glance: those with an open alert first, then in the order in which the server says that they need
// attention.
import { alert_href, brief_move_text, move_text, severity } from '../alerts.ts';
import { api } from '../api.ts';
import type { Alert, BrandNow, Figures, Overview } from '../contract.ts';
import { h, keep_focus, spoken_table } from '../dom.ts';
import { figure_notices, no_figure, whose } from '../figures.ts';
import { filter_chooser, range_chooser, remember_newest, resolve, type FromTo } from '../range.ts';
import { brand_route, href, type OverviewRoute, type Route } from '../routes.ts';
import { share_bar } from '../share_bar.ts';
import { highest, sparkline } from '../sparkline.ts';
import { brand_name, f, posts_text, t } from '../tongue.ts';
import { notice, type View } from '../view.ts';

const ARROW = { worse: '▲', better: '▼', steady: '●', few: '○' };
const DAY = 86_400_000;
const MOST_ALERTS = 200;

export class OverviewView implements View {
  readonly element = h('div', { class: 'overview' });
  readonly title = (): string => t.overview;
  #alerts: Alert[] = []; // that are open
  #before = new Map<string, string>(); // what each row showed, to mark those that changed

  constructor(
    private readonly route: OverviewRoute,
    private readonly go: (route: Route) => void,
  ) {}

  concerns(): boolean {
    return true;
  }

  async load(signal: AbortSignal): Promise<void> {
    const which = await this.#range(signal);
    const [overview, { alerts }] = await Promise.all([
      api.overview({ ...which, lang: this.route.lang, source: this.route.source }, signal),
      api.alerts({ state: 'open', limit: MOST_ALERTS }, signal),
    ]);
    remember_newest(overview.newest);
    this.#alerts = alerts;
    keep_focus(() => this.#draw(overview, which));
  }

  async #range(signal: AbortSignal): Promise<FromTo> {
    const { range } = this.route;
    if (range.kind === '7d') return {}; // what the server does by itself
    if (range.kind !== 'all') return resolve(range, signal);
    const { brands } = await api.brands(signal);
    const first = brands
      .map((brand) => brand.first)
      .filter((time) => time !== null)
      .sort()[0];
    return first === undefined ? {} : { from: first };
  }

  #draw(overview: Overview, which: FromTo): void {
    const { route } = this;
    const shown = overview.brands.filter((brand) => brand.now.posts > 0 || brand.before.posts > 0);
    const brands = [
      ...shown.filter(({ brand }) => this.#open_for(brand).length > 0),
      ...shown.filter(({ brand }) => this.#open_for(brand).length === 0),
    ];
    this.element.replaceChildren(
      h(
        'div',
        { class: 'page-head' },
        h(
          'div',
          {},
          h('h1', {}, t.mood_now),
          h('p', { class: 'when' }, `${f.span(overview.from, overview.to)} · ${posts_text(overview.posts)}`),
        ),
        h(
          'div',
          { class: 'controls' },
          range_chooser(
            route.range,
            { from: which.from ?? overview.from, to: which.to ?? overview.to },
            (range) => href({ ...route, range }),
            (range) => this.go({ ...route, range }),
          ),
          filter_chooser(route, (filter) => this.go({ ...route, ...filter })),
        ),
      ),
    );
    if (overview.newest === null) {
      this.element.append(this.#nothing_yet());
      return;
    }
    this.#newest(overview);
    if (brands.length === 0) {
      this.element.append(
        h(
          'section',
          { class: 'state' },
          h('p', {}, t.empty_range),
          h('p', {}, h('a', { class: 'main', href: href({ ...route, range: { kind: 'all' } }) }, t.show_all)),
        ),
      );
      return;
    }
    // A standing caveat, which the intervals already hold: below what the reader came for.
    const caveats = figure_notices(overview.figures, overview.posts);
    this.element.append(this.#table(brands, overview), ...caveats, this.#foot(overview));
  }

  #open_for(brand: string): Alert[] {
    return this.#alerts.filter((alert) => alert.brand === brand);
  }

  #newest(overview: Overview): void {
    const { newest } = overview;
    if (newest !== null && Date.parse(newest) < Date.now() - DAY) {
      const then = Date.parse(newest) < Date.parse(overview.to) && Date.parse(overview.to) < Date.now() - DAY;
      this.element.append(notice(then ? t.newest(f.moment(newest)) : t.newest_outside(f.moment(newest))));
    }
  }

  #nothing_yet(): HTMLElement {
    const where = `${location.origin}/api/v1/posts`;
    return h(
      'section',
      { class: 'state' },
      h('h2', {}, t.empty_title),
      h('p', {}, t.empty_text),
      h(
        'pre',
        { tabindex: 0 },
        `curl ${where} -H 'Content-Type: application/json' \\\n  -d '{"id": "1", "brand": "Acme", "text": "${t.lang === 'it' ? 'Che bel volo!' : 'What a flight!'}"}'`,
      ),
      h('p', {}, t.empty_file),
      h('pre', { tabindex: 0 }, 'polso ingest posts.jsonl --db polso.db'),
    );
  }

  #summary(brands: BrandNow[]): HTMLElement {
    const worse = brands.filter((brand) => brand.attention === 'worse').length;
    const better = brands.filter((brand) => brand.attention === 'better').length;
    const comparable = brands.some((brand) => brand.attention !== 'few');
    return h(
      'p',
      { class: 'summary' },
      worse + better > 0 ? t.some(worse, better) : comparable ? t.all_steady : t.only_few,
      this.#alerts.length > 0 && ' ',
      this.#alerts.length > 0 &&
        h(
          'a',
          { href: href({ view: 'alerts', state: 'open' }), 'data-key': 'open-alerts' },
          t.alerts_open(this.#alerts.length),
        ),
    );
  }

  #legend(figures: Figures): HTMLElement {
    const list = h('ul', { class: 'legend' });
    for (const s of ['negative', 'neutral', 'positive'] as const) {
      list.append(h('li', {}, h('span', { class: `swatch bg-${s}`, 'aria-hidden': 'true' }), t.sentiments[s]));
    }
    list.append(
      h(
        'li',
        {},
        h('span', { class: 'swatch whisker-key', 'aria-hidden': 'true' }),
        figures.confidence === undefined ? t.interval_of_negatives : t.interval_legend(f.percent(figures.confidence)),
      ),
    );
    return list;
  }

  #table(brands: BrandNow[], overview: Overview): HTMLElement {
    const top = highest(brands.map((brand) => brand.course));
    const body = h('tbody', {});
    const seen = new Map<string, string>();
    for (const brand of brands) {
      const row = this.#row(brand, overview, top);
      const shown = `${brand.now.posts} ${brand.now.negative.value} ${brand.now.positive.value}`;
      seen.set(brand.brand, shown);
      if (this.#before.size > 0 && this.#before.get(brand.brand) !== shown) row.classList.add('fresh');
      body.append(row);
    }
    this.#before = seen;
    return h(
      'section',
      { class: 'brands' },
      this.#summary(brands),
      this.#legend(overview.figures),
      spoken_table(
        h(
          'table',
          { class: 'moods' },
          h('caption', { class: 'hidden' }, t.mood_now),
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('th', { scope: 'col' }, t.brand_head),
              h('th', { scope: 'col' }, t.mood),
              h('th', { scope: 'col' }, t.change),
              h('th', { scope: 'col' }, t.course),
            ),
          ),
          body,
        ),
      ),
    );
  }

  #row(brand: BrandNow, overview: Overview, top: number): HTMLTableRowElement {
    const route = brand_route(brand.brand, {
      range: this.route.range,
      lang: this.route.lang,
      source: this.route.source,
    });
    const growth = brand.before.posts > 0 && brand.now.posts > 0 ? f.growth(brand.now.posts, brand.before.posts) : null;
    return h(
      'tr',
      { class: brand.attention },
      h(
        'th',
        { scope: 'row' },
        h('a', { href: href(route), 'data-key': `brand-${brand.brand}`, dir: 'auto' }, brand_name(brand.brand)),
        h(
          'span',
          { class: 'small' },
          posts_text(brand.now.posts),
          growth && h('span', { title: t.against(f.span(overview.before_from, overview.from)) }, ` (${growth})`),
        ),
      ),
      h(
        'td',
        { class: 'mood' },
        brand.now.enough
          ? share_bar(brand.brand, brand.now)
          : h('p', { class: 'note' }, no_figure(brand.now.posts, overview.figures)),
      ),
      h('td', { class: 'change' }, ...this.#alert_lines(brand.brand), ...this.#change(brand)),
      h(
        'td',
        { class: 'spark-cell' },
        brand.course.some((stretch) => stretch.share.enough) && sparkline(brand.brand, brand.course, top),
      ),
    );
  }

  #alert_lines(brand: string): Node[] {
    return this.#open_for(brand).map((alert) => {
      const [move] = alert.moves;
      return h(
        'a',
        {
          class: 'alert-line',
          href: alert_href(alert),
          title: alert.moves.map(move_text).join('; '),
          'data-key': `alert-${alert.id}`,
        },
        severity(alert.severity),
        h('span', {}, move === undefined ? t.state.open : brief_move_text(move)),
      );
    });
  }

  /** Worse or better is said only where the server says so. */
  #change(brand: BrandNow): Node[] {
    const { negative } = brand.change;
    const head = h(
      'span',
      { class: `attention ${brand.attention}` },
      h('span', { 'aria-hidden': 'true' }, ARROW[brand.attention]),
      ` ${t.attention[brand.attention]}`,
    );
    if (brand.attention === 'few' || negative === null) {
      return [head, h('span', { class: 'small' }, brand.now.enough ? t.few_before : t.few_now)];
    }
    const text =
      brand.attention === 'steady'
        ? t.no_sure_change(f.points_range(negative, t.and))
        : t.change_of_negatives(f.points(negative.value), f.points_range(negative, t.to));
    return [head, h('span', { class: 'small' }, text)];
  }

  #foot(overview: Overview): HTMLElement {
    return h(
      'p',
      { class: 'note' },
      `${t.how} ${t.compared(f.span(overview.before_from, overview.from))} ${whose(overview.figures)}`,
    );
  }
}
