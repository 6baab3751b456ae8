// Whom posts are about: every brand, and a form that defines one by a query, to be tried before it is saved.
import { api, Refused } from '../api.ts';
import type { Brand, Session } from '../contract.ts';
import { h, spoken_table } from '../dom.ts';
import { post_card } from '../posts.ts';
import { brand_route, href, type BrandsRoute } from '../routes.ts';
import { brand_name, f, posts_text, t } from '../tongue.ts';
import { change_token, notice, type View } from '../view.ts';

export class BrandsView implements View {
  readonly element = h('div', { class: 'brands-page' });
  readonly title = (): string => t.brands;
  readonly #name = h('input', {
    id: 'brand-name',
    maxlength: 200,
    autocomplete: 'off',
    required: true,
    placeholder: 'Acme Air',
  });
  readonly #query = h('textarea', {
    id: 'brand-query',
    rows: 3,
    maxlength: 2000,
    spellcheck: 'false',
    'aria-describedby': 'query-help',
    required: true,
    placeholder: '("Acme Air" OR @acmeair) AND NOT giveaway',
  });
  readonly #form_title = h('h2', {});
  readonly #problem = h('pre', { class: 'refusal', role: 'alert' });
  readonly #tried = h('div', { class: 'tried', 'aria-live': 'polite' });
  readonly #done = h('p', { class: 'done', role: 'status' });
  readonly #list = h('section', {});
  #form: HTMLElement | null = null;

  constructor(
    private readonly route: BrandsRoute,
    private readonly session: Session,
  ) {}

  concerns(): boolean {
    return true;
  }

  async load(signal: AbortSignal): Promise<void> {
    const { brands } = await api.brands(signal);
    if (this.#form === null) this.#build(brands);
    this.#draw_list(brands);
  }

  #build(brands: Brand[]): void {
    const { edit } = this.route;
    this.#form = this.#make_form();
    this.element.append(
      h(
        'div',
        { class: 'page-head' },
        h('div', {}, h('h1', {}, t.brands_title), h('p', { class: 'when' }, t.brands_intro)),
      ),
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
    this.element.append(this.#done, this.session.write ? this.#form : '', this.#list);
    this.#form_title.textContent = edit === undefined ? t.define : t.edit(brand_name(edit));
    this.#name.value = edit ?? '';
    this.#query.value = brands.find(({ brand }) => brand === edit)?.query ?? '';
    this.#name.readOnly = edit !== undefined;
  }

  #make_form(): HTMLElement {
    const form = h(
      'form',
      { class: 'define' },
      h('label', { for: 'brand-name' }, t.name),
      this.#name,
      h('label', { for: 'brand-query' }, t.query),
      this.#query,
      h('p', { id: 'query-help', class: 'note' }, t.query_help),
      this.#problem,
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'button', class: 'plain', onclick: () => void this.#try() }, t.try),
        h('button', { type: 'submit', class: 'main' }, t.save),
        this.route.edit !== undefined && h('a', { class: 'plain', href: href({ view: 'brands' }) }, t.cancel),
      ),
      this.#tried,
    );
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
    return h('section', {}, this.#form_title, form);
  }

  /** Runs what may be refused; the refusal is shown as it comes, its last line may point at the place. */
  async #attempt(run: () => Promise<void>): Promise<void> {
    this.#problem.textContent = '';
    this.#done.textContent = '';
    this.#query.removeAttribute('aria-invalid');
    try {
      await run();
    } catch (error) {
      if (error instanceof Refused && error.code === 'invalid') this.#query.setAttribute('aria-invalid', 'true');
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
      this.#tried.replaceChildren();
    }
  }

  #try(): Promise<void> {
    return this.#attempt(async () => {
      const { looked_at, matched, posts } = await api.try_query(this.#query.value);
      const list = h('ul', { class: 'posts' }, ...posts.map((post) => post_card(post, false)));
      this.#tried.replaceChildren(h('p', {}, t.tried(f.count(matched), posts_text(looked_at))));
      if (posts.length > 0) this.#tried.append(h('h3', {}, t.try_newest), list);
    });
  }

  #save(): Promise<void> {
    return this.#attempt(async () => {
      const name = this.#name.value.trim();
      if (name === '') {
        this.#name.focus();
        throw new Error(t.name_missing);
      }
      const brand = await api.set_brand(name, this.#query.value);
      await this.load(new AbortController().signal);
      this.#done.textContent = t.saved(brand_name(brand.brand));
      this.#tried.replaceChildren();
      if (this.route.edit === undefined) {
        this.#name.value = '';
        this.#query.value = '';
      }
    });
  }

  #forget(brand: string): Promise<void> {
    return this.#attempt(async () => {
      if (!confirm(t.forget_ask(brand_name(brand)))) return;
      await api.remove_brand(brand);
      await this.load(new AbortController().signal);
      this.#done.textContent = t.forgotten(brand_name(brand));
    });
  }

  #draw_list(brands: Brand[]): void {
    if (brands.length === 0) {
      this.#list.replaceChildren(h('p', { class: 'state' }, t.no_brands));
      return;
    }
    const body = h('tbody', {}, ...brands.map((brand) => this.#row(brand)));
    this.#list.replaceChildren(
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t.brands },
        spoken_table(
          h(
            'table',
            { class: 'brand-table' },
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                ...[t.brand_head, t.posts_head, t.first_last, t.query].map((head) => h('th', { scope: 'col' }, head)),
                this.session.write && h('th', { scope: 'col' }, h('span', { class: 'hidden' }, t.actions)),
              ),
            ),
            body,
          ),
        ),
      ),
    );
  }

  #row(brand: Brand): HTMLElement {
    const { first, last } = brand;
    const origin = brand.defined_in === 'config' ? t.by_config : brand.defined_in === 'api' ? t.by_query : t.by_posts;
    const actions = h('td', { class: 'actions' });
    if (brand.defined_in !== 'config' && brand.brand !== '') {
      actions.append(
        h(
          'a',
          {
            class: 'plain',
            href: href({ view: 'brands', edit: brand.brand }),
            'aria-label': `${t.edit_short}: ${brand.brand}`,
          },
          t.edit_short,
        ),
      );
    }
    if (brand.defined_in === 'api') {
      actions.append(
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            'aria-label': `${t.forget}: ${brand.brand}`,
            onclick: () => void this.#forget(brand.brand),
          },
          t.forget,
        ),
      );
    }
    return h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h(
          'a',
          { href: href(brand_route(brand.brand, { range: { kind: 'all' } })), dir: 'auto' },
          brand_name(brand.brand),
        ),
      ),
      h('td', {}, f.count(brand.posts)),
      h('td', {}, first === null || last === null ? '–' : f.span(first, new Date(Date.parse(last) + 1))),
      h(
        'td',
        { class: 'query' },
        brand.query === null ? null : h('code', { dir: 'auto' }, brand.query),
        h('span', { class: 'small' }, origin),
      ),
      this.session.write && actions,
    );
  }
}
