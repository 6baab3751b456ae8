// Makes elements. Text becomes text nodes only; there is no way in here to pass markup.

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Attributes = Record<string, Value>;

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as (event: Event) => void);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** `onclick` and the like are listeners; true is an empty attribute, false and null none at all. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(element, attributes, children);
  return element;
}

const ROLES: Record<string, string> = {
  TABLE: 'table',
  THEAD: 'rowgroup',
  TBODY: 'rowgroup',
  TR: 'row',
  TD: 'cell',
  TH: 'columnheader',
};

/** Says aloud what a table's elements are: a style sheet that lays them out otherwise on a phone takes that away. */
export function spoken_table(table: HTMLTableElement): HTMLTableElement {
  for (const element of [table, ...table.querySelectorAll('thead, tbody, tr, th, td')]) {
    const role = element.getAttribute('scope') === 'row' ? 'rowheader' : ROLES[element.tagName];
    if (role !== undefined) element.setAttribute('role', role);
  }
  return table;
}

/** Runs `change`, which may replace elements, and puts the focus back on the element with the same data-key. */
export function keep_focus(change: () => void): void {
  const held = document.activeElement;
  const key = held instanceof HTMLElement ? held.dataset['key'] : undefined;
  change();
  if (key !== undefined && !held?.isConnected) {
    document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

/** Calls `run` once things have been quiet for `wait` milliseconds. */
export function debounced(wait: number, run: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(run, wait);
  };
}
