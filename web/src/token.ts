// Asks for the token in a small dialog. Several requests that are refused at the same time share one dialog.
import { h } from './dom.ts';
import { settings } from './settings.ts';
import { t } from './tongue.ts';

let open: Promise<boolean> | null = null;

function forget(): void {
  settings.set_token(null, false);
  location.reload();
}

function show(refused: boolean): Promise<boolean> {
  const field = h('input', {
    type: 'password',
    id: 'token',
    autocomplete: 'off',
    required: true,
    spellcheck: 'false',
    'aria-describedby': 'token-text',
  });
  const keep = h('input', { type: 'checkbox', id: 'token-keep' });
  const form = h(
    'form',
    {},
    h('h2', { id: 'token-title' }, t.token_title),
    h('p', { id: 'token-text', class: refused ? 'bad' : null }, refused ? t.token_wrong : t.token_text),
    h('label', { for: 'token' }, t.token),
    field,
    h('label', { class: 'check', for: 'token-keep' }, keep, t.token_keep),
    h(
      'div',
      { class: 'buttons' },
      settings.token !== null && h('button', { type: 'button', class: 'plain', onclick: forget }, t.token_forget),
      h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, t.cancel),
      h('button', { type: 'submit', class: 'main' }, t.token_ok),
    ),
  );
  const dialog = h('dialog', { 'aria-labelledby': 'token-title' }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let given = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const token = field.value.trim();
      if (token === '') return;
      settings.set_token(token, keep.checked);
      given = true;
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(given);
    });
    dialog.showModal();
  });
}

/** Whether a token was given. `refused`: the one at hand is no good. */
export function ask_token(refused: boolean): Promise<boolean> {
  open ??= show(refused).finally(() => {
    open = null;
  });
  return open;
}
