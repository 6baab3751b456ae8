// Asks the server. One function an operation; a refusal is a Refused, a server out of reach an Unreachable.
import type {
  AlertAct,
  AlertPage,
  AlertState,
  ApiError,
  Brand,
  Feedback,
  FeedbackKind,
  Health,
  Model,
  Overview,
  PostPage,
  Sentiment,
  Session,
  Shares,
  StoredPost,
  Terms,
  Tried,
  WholeAlert,
} from './contract.ts';
import { settings } from './settings.ts';

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export class Unreachable extends Error {}

/** Which posts: left-out members do not filter. */
export interface Which {
  brand?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  lang?: string | undefined;
  source?: string | undefined;
  label?: Sentiment | undefined;
}

/** Which alerts: those that went on at some time in [from, to). */
export interface WhichAlerts {
  brand?: string | undefined;
  state?: AlertState | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit?: number;
  cursor?: string;
}

type Query = Record<string, string | number | boolean | string[] | undefined>;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const ZONE = zone === undefined || zone === 'Etc/Unknown' ? 'UTC' : zone;

let ask_token: (() => Promise<boolean>) | null = null;

/** `ask` shows a dialog; it answers whether a token was given. Called when the server asks for one. */
export function on_unauthorized(ask: () => Promise<boolean>): void {
  ask_token = ask;
}

export function authorization(): Record<string, string> {
  return settings.token === null ? {} : { Authorization: `Bearer ${settings.token}` };
}

function address(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) search.append(name, one);
    else if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1/${path}${text === '' ? '' : `?${text}`}`;
}

async function refusal(response: Response): Promise<Refused> {
  try {
    const { error } = (await response.json()) as ApiError;
    return new Refused(response.status, error.code, error.message);
  } catch {
    return new Refused(response.status, 'unknown', `HTTP ${response.status}`);
  }
}

/** The response, ok or not; asks for a token as often as the server does. */
async function send(url: string, init: RequestInit): Promise<Response> {
  for (;;) {
    let response: Response;
    const used = settings.token;
    try {
      response = await fetch(url, { ...init, headers: { ...init.headers, ...authorization() } });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new Unreachable(String(error));
    }
    if (response.status !== 401) return response;
    const given_meanwhile = settings.token !== used;
    if (!given_meanwhile && (ask_token === null || !(await ask_token()))) return response;
  }
}

async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(address(path, query), signal === undefined ? {} : { signal });
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as T;
}

async function give<T>(method: string, path: string, body?: unknown, query: Query = {}): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  const response = await send(address(path, query), init);
  if (!response.ok) throw await refusal(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const api = {
  session: () => get<Session>('session'),
  overview: (which: Which, signal?: AbortSignal) => get<Overview>('overview', { ...which, zone: ZONE }, signal),
  shares: (which: Which, step: string, signal?: AbortSignal) =>
    get<Shares>('shares', { ...which, step, zone: ZONE }, signal),
  compare: (brands: string[], which: Which, step: string, signal?: AbortSignal) =>
    get<{ courses: Shares[] }>('compare', { ...which, brand: brands, step, zone: ZONE }, signal),
  terms: (which: Which, limit: number, signal?: AbortSignal) => get<Terms>('terms', { ...which, limit }, signal),
  posts: (which: Which, options: { limit: number; explain?: boolean; cursor?: string }, signal?: AbortSignal) =>
    get<PostPage>('posts', { ...which, ...options }, signal),
  brands: (signal?: AbortSignal) => get<{ brands: Brand[] }>('brands', {}, signal),
  set_brand: (brand: string, query: string) => give<Brand>('PUT', `brands/${encodeURIComponent(brand)}`, { query }),
  remove_brand: (brand: string) => give<void>('DELETE', `brands/${encodeURIComponent(brand)}`),
  try_query: (query: string) => give<Tried>('POST', 'try', { query }),
  queue: (kind: 'uncertain' | 'audit', limit: number, signal?: AbortSignal) =>
    get<{ posts: StoredPost[] }>('queue', { kind, limit }, signal),
  feedback: (kind: FeedbackKind, limit: number, signal?: AbortSignal) =>
    get<{ feedback: Feedback[] }>('feedback', { kind, limit }, signal),
  give_feedback: (post: { source: string; id: string }, label: Sentiment, kind: FeedbackKind) =>
    give<Feedback & { label: Sentiment }>('POST', 'feedback', {
      source: post.source,
      id: post.id,
      label,
      kind,
      by: settings.name,
    }),
  withdraw_feedback: (post: { source: string; id: string }) =>
    give<{ post: StoredPost }>('DELETE', 'feedback', undefined, {
      source: post.source,
      id: post.id,
      by: settings.name,
    }),
  alerts: (which: WhichAlerts, signal?: AbortSignal) => get<AlertPage>('alerts', { ...which }, signal),
  alert: (id: number, signal?: AbortSignal) => get<WholeAlert>(`alerts/${id}`, { explain: true }, signal),
  note_alert: (id: number, note: { act: AlertAct; text?: string; until?: string; by?: string }) =>
    give<WholeAlert>('POST', `alerts/${id}/notes`, note),
  models: (signal?: AbortSignal) => get<{ models: Model[] }>('models', {}, signal),
  model_health: (signal?: AbortSignal) => get<{ health: Health | null }>('model/health', {}, signal),

  /** The open stream of events; not asked again when refused. */
  async events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await fetch('/api/v1/events', {
      headers: { Accept: 'text/event-stream', ...authorization() },
      signal,
      cache: 'no-store',
    });
    if (!response.ok || response.body === null) throw await refusal(response);
    return response.body;
  },

  async export_file(which: Which, format: 'csv' | 'jsonl'): Promise<Blob> {
    const response = await send(address('export', { ...which, format }), {});
    if (!response.ok) throw await refusal(response);
    return response.blob();
  },
};
