// All alerts, the latest noticed first, page by page; the open ones above.
import { alert_item } from '../alerts.ts';
import { api } from '../api.ts';
import { ALERT_STATES, type Alert, type AlertPage } from '../contract.ts';
import { h, keep_focus } from '../dom.ts';
import { href, type AlertsRoute, type Route } from '../routes.ts';
import { brand_name, t } from '../tongue.ts';
import type { View } from '../view.ts';

const PAGE = 30;

export class AlertsView implements View {
  readonly element = h('div', { class: 'alerts' });
  readonly title = (): string => t.alerts;
  #next: string | null = null;
  #shown: Alert[] = [];
  #problem = '';

  constructor(
    private readonly route: AlertsRoute,
    private readonly go: (route: Route) => void,
  ) {}

  concerns(): boolean {
    return true;
  }

  /** Someone who has gone back to earlier ones keeps them. */
  async load(signal: AbortSignal): Promise<void> {
    const { brand, state } = this.route;
    const limit = Math.min(200, Math.max(PAGE, this.#shown.length));
    const [page, { brands }] = await Promise.all([api.alerts({ brand, state, limit }, signal), api.brands(signal)]);
    this.#shown = page.alerts;
    this.#next = page.next;
    const names = brands.map((one) => one.brand);
    if (brand !== undefined && !names.includes(brand)) names.push(brand);
    keep_focus(() => this.#draw(page, names));
  }

  #draw(page: AlertPage, brands: string[]): void {
    this.element.replaceChildren(
      h(
        'div',
        { class: 'page-head' },
        h('div', {}, h('h1', {}, t.alerts_title), h('p', { class: 'when' }, t.alerts_intro)),
        h('div', { class: 'controls' }, this.#states(), this.#brands(brands)),
      ),
      h('p', { class: 'summary', role: 'status' }, page.open > 0 ? t.alerts_open(page.open) : t.alerts_none_open),
    );
    if (this.#shown.length === 0) {
      this.element.append(h('section', { class: 'state' }, h('h2', {}, t.alerts_none), h('p', {}, t.alerts_none_text)));
      return;
    }
    const list = h('ul', { class: 'alert-list' });
    const open = this.#shown.filter((alert) => alert.state === 'open');
    const over = this.#shown.filter((alert) => alert.state !== 'open');
    for (const alert of [...open, ...over]) list.append(alert_item(alert));
    this.element.append(
      h('section', {}, list, h('p', { class: 'bad', role: 'alert' }, this.#problem), this.#more(page, brands)),
    );
  }

  #more(page: AlertPage, brands: string[]): HTMLElement {
    const more = h('button', { type: 'button', class: 'plain', 'data-key': 'more-alerts' }, t.alerts_more);
    more.hidden = this.#next === null;
    more.addEventListener('click', async () => {
      if (this.#next === null) return;
      more.disabled = true;
      try {
        const { brand, state } = this.route;
        const next = await api.alerts({ brand, state, limit: PAGE, cursor: this.#next });
        this.#shown.push(...next.alerts);
        this.#next = next.next;
        this.#problem = '';
      } catch (error) {
        this.#problem = error instanceof Error ? error.message : String(error);
      }
      keep_focus(() => this.#draw(page, brands));
    });
    return more;
  }

  #states(): HTMLElement {
    const group = h('div', { class: 'segments', role: 'group', 'aria-label': t.alerts_state });
    for (const state of [undefined, ...ALERT_STATES]) {
      group.append(
        h(
          'a',
          {
            href: href({ ...this.route, state }),
            'aria-current': this.route.state === state ? 'true' : null,
            'data-key': `state-${state ?? ''}`,
          },
          t.state_filters[state ?? 'all'],
        ),
      );
    }
    return group;
  }

  #brands(brands: string[]): HTMLElement {
    const chooser = h(
      'select',
      { id: 'alert-brand', 'data-key': 'alert-brand' },
      h('option', { value: '-1' }, t.any_brand),
      ...brands.map((brand, i) => h('option', { value: i }, brand_name(brand))),
    );
    chooser.value = this.route.brand === undefined ? '-1' : String(brands.indexOf(this.route.brand));
    chooser.addEventListener('change', () => this.go({ ...this.route, brand: brands[Number(chooser.value)] }));
    return h('span', { class: 'field' }, h('label', { for: 'alert-brand' }, t.brand_head), chooser);
  }
}
