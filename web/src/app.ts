// The page: opens the view that the address asks for, keeps it fresh, and holds what is around it (shell.ts).
import { api, on_unauthorized, Refused, Unreachable } from './api.ts';
import type { Session } from './contract.ts';
import { debounced, h, keep_focus } from './dom.ts';
import { Live } from './live.ts';
import { forget_newest } from './range.ts';
import { href, parse, type Route } from './routes.ts';
import { settings, type Lang } from './settings.ts';
import { Shell } from './shell.ts';
import { ask_token } from './token.ts';
import { f, set_lang, t } from './tongue.ts';
import { error_card, skeleton, type View } from './view.ts';
import { OverviewView } from './views/overview.ts';

const QUIET = 400; // milliseconds: several events in a row are one refresh
const RELOAD_AGAIN = 30_000; // milliseconds: a page that is broken is not loaded for ever
const SLOW = 180; // milliseconds until a wait is shown

/** A view's code. Where it cannot be had the server is out of reach, or it has a newer page: then that is loaded. */
async function part<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    await api.session();
    const last = Number(sessionStorage.getItem('polso.reloaded'));
    if (Date.now() - last < RELOAD_AGAIN) throw error;
    sessionStorage.setItem('polso.reloaded', String(Date.now()));
    location.reload();
    return new Promise(() => undefined);
  }
}

class App {
  #session: Session = { read: true, write: false, lang: 'en', version: '' };
  #route: Route = parse(new URL(location.href));
  #view: View | null = null;
  #asking = new AbortController();
  #fresh_at = new Date();
  #missed = false; // news came while the page was hidden
  readonly #shell = new Shell({
    lang: (lang) => this.#change_lang(lang),
    token: () => void this.#new_token(),
  });
  readonly #live = new Live({
    changed: (brands) => {
      forget_newest();
      if (this.#view?.concerns(brands)) this.#refresh_soon();
      this.#count_soon();
    },
    state: (state) => this.#shell.live(state),
  });
  readonly #refresh_soon = debounced(QUIET, () => void this.#refresh());
  readonly #count_soon = debounced(QUIET, () => void this.#count_alerts());

  async start(): Promise<void> {
    set_lang(settings.lang ?? (navigator.language.startsWith('it') ? 'it' : 'en'));
    document.body.prepend(this.#shell.element);
    this.#shell.draw(this.#route, this.#session);
    this.#shell.main.replaceChildren(skeleton(4));
    on_unauthorized(() => ask_token(settings.token !== null));
    this.#listen();
    await this.#read_session();
    await this.#open(this.#route, true);
    this.#live.restart();
    await this.#count_alerts();
  }

  /** For the mark in the menu; without an answer it stays as it was. */
  async #count_alerts(): Promise<void> {
    if (document.hidden) return;
    try {
      this.#shell.alerts((await api.alerts({ limit: 1 })).open);
    } catch {
      // the view says what is wrong
    }
  }

  #listen(): void {
    document.addEventListener('click', (event) => this.#follow(event));
    window.addEventListener('popstate', () => void this.#open(parse(new URL(location.href)), false));
    document.addEventListener('keydown', (event) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (target.matches('input, textarea, select, dialog *') || target.closest('.chart') !== null);
      if (!typing) this.#view?.key?.(event);
    });
    document.addEventListener('keydown', (event) => {
      const fold = document.querySelector<HTMLDetailsElement>('details.fold[open]');
      if (event.key !== 'Escape' || fold === null) return;
      fold.open = false;
      fold.querySelector('summary')?.focus();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || !this.#missed) return;
      void this.#refresh();
      void this.#count_alerts();
    });
    // A fold-out closes when one acts elsewhere.
    document.addEventListener('pointerdown', (event) => {
      for (const fold of document.querySelectorAll<HTMLDetailsElement>('details.fold[open]')) {
        if (!fold.contains(event.target as Node)) fold.open = false;
      }
    });
  }

  async #read_session(): Promise<void> {
    try {
      this.#session = await api.session();
      if (!this.#session.read && (await ask_token(settings.token !== null))) this.#session = await api.session();
      if (settings.lang === null) set_lang(this.#session.lang);
    } catch {
      // the view will say what is wrong
    }
    this.#shell.draw(this.#route, this.#session);
  }

  async #new_token(): Promise<void> {
    if (!(await ask_token(false))) return;
    await this.#read_session();
    this.#live.restart();
    await this.#open(this.#route, false);
  }

  #change_lang(lang: Lang): void {
    settings.lang = lang;
    set_lang(lang);
    this.#shell.draw(this.#route, this.#session);
    void this.#open(this.#route, false);
  }

  /** Links of the page are followed without loading it again. */
  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || link.hasAttribute('download') || url.hash !== '') return;
    const route = parse(url);
    if (route.view === 'unknown') return;
    event.preventDefault();
    this.#go(route);
  }

  #go = (route: Route): void => {
    history.pushState(null, '', href(route));
    void this.#open(route, false);
  };

  #replace = (route: Route): void => {
    this.#route = route;
    history.replaceState(null, '', href(route));
  };

  async #make(route: Route): Promise<View | null> {
    switch (route.view) {
      case 'overview':
        return new OverviewView(route, this.#go);
      case 'brand': {
        const { BrandView } = await part(() => import('./views/brand.ts'));
        return new BrandView(route, { go: this.#go, replace: this.#replace }, this.#session);
      }
      case 'brands': {
        const { BrandsView } = await part(() => import('./views/brands.ts'));
        return new BrandsView(route, this.#session);
      }
      case 'models': {
        const { ModelsView } = await part(() => import('./views/models.ts'));
        return new ModelsView(this.#session);
      }
      case 'label': {
        const { LabelView } = await part(() => import('./views/label.ts'));
        return new LabelView(route, this.#session);
      }
      case 'alerts': {
        const { AlertsView } = await part(() => import('./views/alerts.ts'));
        return new AlertsView(route, this.#go);
      }
      case 'alert': {
        const { AlertView } = await part(() => import('./views/alert.ts'));
        return new AlertView(route, this.#session);
      }
      case 'unknown':
        return null;
    }
  }

  /** The view before stays until the new one has its data, or until that takes long. */
  async #open(route: Route, first: boolean): Promise<void> {
    const other_page =
      first ||
      route.view !== this.#route.view ||
      (route.view === 'brand' && this.#route.view === 'brand' && route.brand !== this.#route.brand) ||
      (route.view === 'alert' && this.#route.view === 'alert' && route.id !== this.#route.id);
    this.#route = route;
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { main } = this.#shell;
    const wait = window.setTimeout(() => {
      if (other_page) main.replaceChildren(skeleton(4));
      else main.setAttribute('aria-busy', 'true');
    }, SLOW);
    this.#shell.draw(route, this.#session);
    try {
      const view = await this.#make(route);
      if (asking.signal.aborted) return;
      if (view === null) {
        this.#put(
          null,
          h(
            'section',
            { class: 'state' },
            h('h1', {}, t.not_found),
            h('p', {}, h('a', { class: 'main', href: '/' }, t.to_overview)),
          ),
        );
      } else {
        await view.load(asking.signal);
        if (asking.signal.aborted) {
          view.close?.();
          return;
        }
        this.#put(view, view.element);
      }
      this.#fresh(null);
      if (other_page && !first) this.#arrive();
    } catch (error) {
      if (asking.signal.aborted) return;
      const said = error instanceof Unreachable && main.querySelector('.state.unreachable') !== null;
      if (!said)
        this.#put(
          null,
          error_card(error, () => void this.#retry()),
        );
      if (error instanceof Unreachable) this.#retry_later(asking);
    } finally {
      clearTimeout(wait);
      if (this.#asking === asking) main.removeAttribute('aria-busy');
    }
  }

  #put(view: View | null, element: HTMLElement): void {
    keep_focus(() => {
      this.#view?.close?.();
      this.#view = view;
      this.#shell.main.replaceChildren(element);
    });
    document.title = `${view?.title() ?? t.not_found} · Polso`;
  }

  /** As after loading a page: at its top, with the focus on its heading. */
  #arrive(): void {
    scrollTo(0, 0);
    const heading = this.#shell.main.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  async #retry(): Promise<void> {
    await this.#read_session();
    await this.#open(this.#route, false);
    this.#live.restart();
  }

  #retry_later(asking: AbortController): void {
    setTimeout(() => {
      if (this.#asking === asking) void this.#retry();
    }, 5000);
  }

  /** Old figures stay on the screen when new ones cannot be had, with a word about it. */
  async #refresh(): Promise<void> {
    const view = this.#view;
    if (document.hidden) {
      this.#missed = true;
      return;
    }
    this.#missed = false;
    if (view === null) {
      await this.#open(this.#route, false);
      return;
    }
    try {
      await view.load(this.#asking.signal);
      this.#fresh(null);
    } catch (error) {
      if (!this.#asking.signal.aborted) this.#fresh(error);
    }
  }

  #fresh(error: unknown): void {
    if (error === null) {
      this.#fresh_at = new Date();
      this.#shell.say('');
    } else {
      this.#shell.say(error instanceof Refused ? t.failed(error.message) : t.stale(f.clock(this.#fresh_at)));
    }
  }
}

void new App().start();
