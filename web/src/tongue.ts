// The language in use: `t` its words, `f` its numbers and dates. Both are live bindings: set_lang changes them for all.
import { Format } from './format.ts';
import type { Lang } from './settings.ts';
import { WORDS, type Words } from './words.ts';

export let t: Words = WORDS.en;
export let f: Format = new Format('en');

export function set_lang(lang: Lang): void {
  t = WORDS[lang];
  f = new Format(lang);
  document.documentElement.lang = lang;
}

export function posts_text(n: number): string {
  return t.posts(f.count(n), n === 1);
}

export function brand_name(brand: string): string {
  return brand === '' ? t.no_brand : brand;
}
