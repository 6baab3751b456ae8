// What is around every view: the name, the menu, language and theme, the live mark, the foot.
import { ZONE } from './api.ts';
import type { Session } from './contract.ts';
import { h, keep_focus, svg } from './dom.ts';
import type { LiveState } from './live.ts';
import { theme_changed } from './palette.ts';
import { href, type Route } from './routes.ts';
import { settings, type Lang, type Theme } from './settings.ts';
import { f, t } from './tongue.ts';

export interface ShellActs {
  lang(lang: Lang): void;
  token(): void;
}

const NEXT: Record<Theme, Theme> = { auto: 'dark', dark: 'light', light: 'auto' };
const SYMBOL: Record<Theme, string> = { auto: '◐', dark: '●', light: '○' };

export class Shell {
  readonly element = h('div', { class: 'shell' });
  readonly main = h('main', { id: 'content' });
  readonly #head = h('header', { class: 'top' });
  readonly #foot = h('footer', { class: 'foot' });
  readonly #banner = h('p', { class: 'banner', role: 'status' });
  #state: LiveState = 'wait';
  #open_alerts = 0;

  constructor(private readonly acts: ShellActs) {
    this.#banner.hidden = true;
    this.element.append(this.#head, this.#banner, this.main, this.#foot);
  }

  draw(route: Route, session: Session): void {
    keep_focus(() => {
      this.#head.replaceChildren(
        h('a', { class: 'skip', href: '#content' }, t.skip),
        h(
          'a',
          { class: 'mark', href: '/', 'data-key': 'mark' },
          svg(
            'svg',
            { viewBox: '0 0 34 18', width: 34, height: 18, 'aria-hidden': 'true' },
            svg('path', { d: 'M0 10h9l3-8 5 14 4-9 2 3h11' }),
          ),
          'Polso',
        ),
        this.#menu(route),
        h('div', { class: 'tools' }, this.#live(), this.#langs(), this.#theme()),
      );
      this.#foot.replaceChildren(
        h('span', {}, t.footer(session.version)),
        h('span', {}, t.zone(ZONE)),
        h('a', { href: '/docs' }, t.api),
        settings.token !== null || !session.write
          ? h('button', { type: 'button', class: 'link', onclick: () => this.acts.token() }, t.token_change)
          : '',
      );
    });
  }

  live(state: LiveState): void {
    this.#state = state;
    this.#head.querySelector('.live')?.replaceWith(this.#live());
  }

  /** How many are open: the mark in the menu. */
  alerts(open: number): void {
    this.#open_alerts = open;
    this.#head.querySelector('.alert-count')?.replaceWith(this.#count());
  }

  #count(): HTMLElement {
    const n = this.#open_alerts;
    const count = h(
      'span',
      { class: 'alert-count' },
      h('span', { 'aria-hidden': 'true' }, f.count(n)),
      h('span', { class: 'hidden' }, ` ${t.alerts_count(f.count(n), n === 1)}`),
    );
    count.hidden = n === 0;
    return count;
  }

  /** A line below the head; '' takes it away. */
  say(text: string): void {
    this.#banner.textContent = text;
    this.#banner.hidden = text === '';
  }

  #menu(route: Route): HTMLElement {
    const link = (to: Route, text: string, here: boolean, more?: HTMLElement): HTMLElement =>
      h('a', { href: href(to), 'aria-current': here ? 'page' : null, 'data-key': `menu-${to.view}` }, text, more);
    return h(
      'nav',
      { class: 'menu', 'aria-label': t.main_menu },
      link(
        { view: 'overview', range: { kind: '7d' } },
        t.overview,
        route.view === 'overview' || route.view === 'brand',
      ),
      link({ view: 'alerts' }, t.alerts, route.view === 'alerts' || route.view === 'alert', this.#count()),
      link({ view: 'brands' }, t.brands, route.view === 'brands'),
      link({ view: 'label', kind: 'uncertain' }, t.label, route.view === 'label'),
      link({ view: 'models' }, t.models, route.view === 'models'),
    );
  }

  #live(): HTMLElement {
    const texts = {
      on: [t.live, t.live_on],
      wait: [t.live_wait, t.live_wait],
      off: [t.live_off, t.live_off_long],
    } as const;
    const [short, long] = texts[this.#state];
    return h(
      'span',
      { class: `live ${this.#state}`, title: long },
      h('span', { class: 'dot', 'aria-hidden': 'true' }),
      h('span', { class: 'live-text' }, short),
    );
  }

  #langs(): HTMLElement {
    const group = h('div', { class: 'segments small-segments', role: 'group', 'aria-label': t.language });
    for (const [lang, name] of [
      ['en', 'English'],
      ['it', 'Italiano'],
    ] as const) {
      group.append(
        h(
          'button',
          {
            type: 'button',
            lang,
            title: name,
            'aria-label': name,
            'aria-pressed': String(t.lang === lang),
            'data-key': `lang-${lang}`,
            onclick: () => this.acts.lang(lang),
          },
          lang.toUpperCase(),
        ),
      );
    }
    return group;
  }

  #theme(): HTMLElement {
    const now = settings.theme;
    const button = h(
      'button',
      { type: 'button', class: 'plain icon', title: t.themes[now], 'aria-label': t.themes[now], 'data-key': 'theme' },
      SYMBOL[now],
    );
    button.addEventListener('click', () => {
      settings.theme = NEXT[settings.theme];
      theme_changed();
      keep_focus(() => button.replaceWith(this.#theme()));
    });
    return button;
  }
}
