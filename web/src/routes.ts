// Addresses of the page and what they mean, both ways. A real link is `a[href]` with `href(route)`.
import { ALERT_STATES, SENTIMENTS, type AlertState, type Sentiment, type Step } from './contract.ts';

export type RangeKind = '24h' | '7d' | '30d' | 'all';
/** `from` and `to` of a custom range are RFC 3339, `to` not included. */
export type Range = { kind: RangeKind } | { kind: 'custom'; from: string; to: string };

export interface OverviewRoute {
  view: 'overview';
  range: Range;
  lang?: string | undefined;
  source?: string | undefined;
}

export interface BrandRoute {
  view: 'brand';
  brand: string;
  range: Range;
  step: Step;
  lang?: string | undefined;
  source?: string | undefined;
  compare: string[];
  label?: Sentiment | undefined;
  /** start of the stretch whose posts are shown */
  at?: string | undefined;
}

export interface BrandsRoute {
  view: 'brands';
  edit?: string | undefined;
}

export interface LabelRoute {
  view: 'label';
  kind: 'uncertain' | 'audit';
}

export interface AlertsRoute {
  view: 'alerts';
  brand?: string | undefined;
  state?: AlertState | undefined;
}

export interface AlertRoute {
  view: 'alert';
  id: number;
}

export type Route =
  | OverviewRoute
  | BrandRoute
  | BrandsRoute
  | LabelRoute
  | AlertsRoute
  | AlertRoute
  | { view: 'models' }
  | { view: 'unknown' };

const STEPS: readonly Step[] = ['auto', 'hour', 'day', 'week'];
const KINDS: readonly RangeKind[] = ['24h', '7d', '30d', 'all'];
export const MOST_COMPARED = 3;

function is_time(text: string | null): text is string {
  return text !== null && !Number.isNaN(Date.parse(text));
}

function parse_range(search: URLSearchParams): Range {
  const from = search.get('from');
  const to = search.get('to');
  if (is_time(from) && is_time(to) && Date.parse(from) < Date.parse(to)) return { kind: 'custom', from, to };
  return { kind: KINDS.find((kind) => kind === search.get('range')) ?? '7d' };
}

function parse_brand(path: string, search: URLSearchParams): BrandRoute {
  let brand = search.get('name') ?? '';
  try {
    if (path !== '') brand = decodeURIComponent(path);
  } catch {
    brand = path;
  }
  const at = search.get('at');
  return {
    view: 'brand',
    brand,
    range: parse_range(search),
    step: STEPS.find((step) => step === search.get('step')) ?? 'auto',
    lang: search.get('lang') ?? undefined,
    source: search.get('source') ?? undefined,
    compare: search
      .getAll('with')
      .filter((other) => other !== brand)
      .slice(0, MOST_COMPARED),
    label: SENTIMENTS.find((label) => label === search.get('label')),
    at: is_time(at) ? at : undefined,
  };
}

export function parse(url: URL): Route {
  const search = url.searchParams;
  switch (url.pathname) {
    case '/':
      return {
        view: 'overview',
        range: parse_range(search),
        lang: search.get('lang') ?? undefined,
        source: search.get('source') ?? undefined,
      };
    case '/brands':
      return { view: 'brands', edit: search.get('edit') ?? undefined };
    case '/models':
      return { view: 'models' };
    case '/label':
      return { view: 'label', kind: search.get('kind') === 'audit' ? 'audit' : 'uncertain' };
    case '/alerts':
      return {
        view: 'alerts',
        brand: search.get('brand') ?? undefined,
        state: ALERT_STATES.find((state) => state === search.get('state')),
      };
    default:
      if (/^\/alerts\/[1-9]\d{0,15}$/.test(url.pathname))
        return { view: 'alert', id: Number(url.pathname.slice('/alerts/'.length)) };
      if (url.pathname.startsWith('/brand/')) return parse_brand(url.pathname.slice('/brand/'.length), search);
      return { view: 'unknown' };
  }
}

function put_range(search: URLSearchParams, range: Range): void {
  if (range.kind === 'custom') {
    search.set('from', range.from);
    search.set('to', range.to);
  } else if (range.kind !== '7d') {
    search.set('range', range.kind);
  }
}

function put(search: URLSearchParams, name: string, value: string | undefined): void {
  if (value !== undefined && value !== '') search.set(name, value);
}

export function href(route: Route): string {
  const search = new URLSearchParams();
  let path = '/';
  switch (route.view) {
    case 'overview':
      put_range(search, route.range);
      put(search, 'lang', route.lang);
      put(search, 'source', route.source);
      break;
    case 'brand':
      // A path segment cannot be empty or made of dots only: browsers would walk up.
      path = '/brand/';
      if (/^\.*$/.test(route.brand)) search.set('name', route.brand);
      else path += encodeURIComponent(route.brand);
      put_range(search, route.range);
      if (route.step !== 'auto') search.set('step', route.step);
      put(search, 'lang', route.lang);
      put(search, 'source', route.source);
      for (const other of route.compare) search.append('with', other);
      put(search, 'label', route.label);
      put(search, 'at', route.at);
      break;
    case 'brands':
      path = '/brands';
      if (route.edit !== undefined) search.set('edit', route.edit);
      break;
    case 'models':
      path = '/models';
      break;
    case 'label':
      path = '/label';
      if (route.kind === 'audit') search.set('kind', 'audit');
      break;
    case 'alerts':
      path = '/alerts';
      if (route.brand !== undefined) search.set('brand', route.brand);
      put(search, 'state', route.state);
      break;
    case 'alert':
      path = `/alerts/${route.id}`;
      break;
    case 'unknown':
      break;
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function brand_route(brand: string, more: Partial<BrandRoute> = {}): BrandRoute {
  return { view: 'brand', brand, range: { kind: '7d' }, step: 'auto', compare: [], ...more };
}
