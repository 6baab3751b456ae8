// What the person chose in this browser: language, theme, token. Storage that is refused (private windows) is no error.

export type Lang = 'en' | 'it';
export type Theme = 'auto' | 'light' | 'dark';

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(`polso.${key}`);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(`polso.${key}`);
    else storage().setItem(`polso.${key}`, value);
  } catch {
    // kept for this page only
  }
}

const local = (): Storage => localStorage;
const session = (): Storage => sessionStorage;

let token_now = read(session, 'token') ?? read(local, 'token');

export const settings = {
  /** null: not chosen here yet. */
  get lang(): Lang | null {
    const kept = read(local, 'lang');
    return kept === 'en' || kept === 'it' ? kept : null;
  },
  set lang(lang: Lang | null) {
    write(local, 'lang', lang);
  },

  get theme(): Theme {
    const kept = read(local, 'theme');
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  },
  set theme(theme: Theme) {
    write(local, 'theme', theme === 'auto' ? null : theme);
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  },

  /** As whom notes are signed. */
  get name(): string {
    return read(local, 'name') ?? '';
  },
  set name(name: string) {
    write(local, 'name', name === '' ? null : name);
  },

  get token(): string | null {
    return token_now;
  },
  /** `remember`: also after the browser is closed. */
  set_token(token: string | null, remember: boolean): void {
    token_now = token;
    write(session, 'token', token);
    write(local, 'token', remember ? token : null);
  },
};
