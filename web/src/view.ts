// What every view is to app.ts, and the states that all of them share: waiting, empty, refused, out of reach.
import { Refused, Unreachable } from './api.ts';
import { h } from './dom.ts';
import { t } from './tongue.ts';
import { ask_token } from './token.ts';

/** Made for one route. `load` fetches and draws; it is called again to refresh, and throws what api.ts throws. */
export interface View {
  readonly element: HTMLElement;
  readonly title: () => string;
  load(signal: AbortSignal): Promise<void>;
  /** Whether news about these brands (null: about any) is a reason to load again. */
  concerns(brands: string[] | null): boolean;
  key?(event: KeyboardEvent): void;
  close?(): void;
}

export function skeleton(rows: number): HTMLElement {
  const box = h('div', { class: 'skeleton', role: 'status', 'aria-label': t.loading });
  box.append(h('div', { class: 'bone title' }), h('div', { class: 'bone line' }));
  for (let i = 0; i < rows; ++i) box.append(h('div', { class: 'bone row' }));
  return box;
}

export function notice(text: string, action?: Node): HTMLElement {
  return h('p', { class: 'notice', role: 'note' }, text, action ? ' ' : null, action ?? null);
}

export function error_card(error: unknown, retry: () => void): HTMLElement {
  const unreachable = error instanceof Unreachable;
  const again = h('button', { class: 'main', type: 'button', onclick: retry }, t.retry);
  const card = h(
    'section',
    { class: `state ${unreachable ? 'unreachable' : ''}`, role: 'alert' },
    h('h1', {}, unreachable ? t.unreachable : t.error_title),
  );
  if (unreachable) card.append(h('p', {}, t.unreachable_text));
  else card.append(h('pre', { class: 'refusal' }, error instanceof Error ? error.message : String(error)));
  const buttons = h('div', { class: 'buttons' }, again);
  if (error instanceof Refused && (error.status === 401 || error.status === 403)) {
    buttons.append(
      h('button', { type: 'button', class: 'plain', onclick: () => void change_token(retry) }, t.give_token),
    );
  }
  card.append(buttons);
  return card;
}

/** Asks for a token and goes on with `then` when one was given. */
export async function change_token(then: () => void): Promise<void> {
  if (await ask_token(false)) then();
}
