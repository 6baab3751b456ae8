// Numbers and dates in the language chosen, by Intl, in the browser's time zone.
import type { Interval, Step } from './contract.ts';
import type { Lang } from './settings.ts';

/** The browser's own variant of the language where it has one: en-US writes its dates in its own way. */
export function locale_of(lang: Lang): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(lang)) ?? (lang === 'it' ? 'it-IT' : 'en-GB');
}

export class Format {
  readonly #locale: string;
  readonly #count: Intl.NumberFormat;
  readonly #short: Intl.NumberFormat;
  readonly #fine: Intl.NumberFormat;
  readonly #tenths: Intl.NumberFormat;
  readonly #dates = new Map<string, Intl.DateTimeFormat>();

  constructor(readonly lang: Lang) {
    this.#locale = locale_of(lang);
    // "always": Italian otherwise leaves four digits ungrouped, and columns look torn.
    this.#count = new Intl.NumberFormat(this.#locale, { useGrouping: 'always' as unknown as boolean });
    this.#short = new Intl.NumberFormat(this.#locale, { notation: 'compact', maximumFractionDigits: 1 });
    this.#tenths = new Intl.NumberFormat(this.#locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.#fine = new Intl.NumberFormat(this.#locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  }

  count(n: number): string {
    return this.#count.format(n);
  }

  /** For axes: 1.2K. */
  short(n: number): string {
    return this.#short.format(n);
  }

  fine(n: number): string {
    return this.#fine.format(n);
  }

  tenth(n: number): string {
    return this.#tenths.format(n);
  }

  percent(fraction: number): string {
    const whole = Math.round(fraction * 100);
    return `${whole === 0 && fraction > 0 ? '<1' : whole}\u00a0%`;
  }

  range(low: number, high: number): string {
    return `${Math.round(low * 100)}–${Math.round(high * 100)}\u00a0%`;
  }

  /** In percentage points, with its sign. */
  points(difference: number): string {
    const whole = Math.round(difference * 100);
    return whole > 0 ? `+${whole}` : whole < 0 ? `−${-whole}` : '0';
  }

  /** Of parts, which may be less than a point. */
  fine_points(difference: number): string {
    const tenths = Math.round(difference * 1000) / 10;
    const size = this.#tenths.format(Math.abs(tenths));
    return tenths > 0 ? `+${size}` : tenths < 0 ? `−${size}` : size;
  }

  /** With a decimal: chances are small. */
  small_percent(fraction: number): string {
    return `${this.#tenths.format(fraction * 100)}\u00a0%`;
  }

  /** `word` stands between the ends. */
  points_range(change: Interval, word: string): string {
    return `${this.points(change.low)}\u00a0${word}\u00a0${this.points(change.high)}`;
  }

  /** How long: 3 h 20 min, 2 d 4 h. */
  lasting(milliseconds: number): string {
    const minutes = Math.max(0, Math.round(milliseconds / 60_000));
    const hours = Math.floor(minutes / 60);
    const parts =
      minutes < 60
        ? [[minutes, 'min']]
        : hours < 48
          ? [
              [hours, 'h'],
              [minutes % 60, 'min'],
            ]
          : [
              [Math.floor(hours / 24), this.lang === 'it' ? 'g' : 'd'],
              [hours % 24, 'h'],
            ];
    return parts
      .filter(([n], i) => i === 0 || n !== 0)
      .map(([n, unit]) => `${n}\u00a0${unit}`)
      .join(' ');
  }

  /** Relative, of counts: +12 %. */
  growth(now: number, before: number): string {
    const whole = Math.round((now / before - 1) * 100);
    return `${whole > 0 ? '+' : whole < 0 ? '−' : '±'}${this.count(Math.abs(whole))}\u00a0%`;
  }

  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    let found = this.#dates.get(key);
    if (found === undefined) {
      found = new Intl.DateTimeFormat(this.#locale, options);
      this.#dates.set(key, found);
    }
    return found;
  }

  day(time: string | Date): string {
    return this.#date({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(time));
  }

  moment(time: string | Date): string {
    return this.#date({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(time));
  }

  clock(time: string | Date): string {
    return this.#date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(time));
  }

  /** [from, to) as people say it: both ends included, whole days without hours. */
  span(from: string | Date, to: string | Date): string {
    const first = new Date(from);
    const last = new Date(new Date(to).getTime() - 1);
    const whole_days = is_midnight(first) && is_midnight(new Date(to));
    const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
    if (!whole_days && last.getTime() - first.getTime() < 3 * 86_400_000) {
      Object.assign(options, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      last.setTime(last.getTime() + 1);
    }
    return this.#date(options).formatRange(first, last);
  }

  /** The name of one stretch of a course. */
  stretch(from: string | Date, step: Step): string {
    const time = new Date(from);
    if (step === 'hour') {
      return this.#date({
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(time);
    }
    if (step === 'week') {
      return this.#date({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
        time,
        new Date(time.getTime() + 6.5 * 86_400_000),
      );
    }
    return this.#date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(time);
  }

  /** A short label below an axis. */
  tick(time: Date, step: Step): string {
    if (step === 'hour' && time.getHours() !== 0) return this.clock(time);
    return this.#date({ day: 'numeric', month: 'short' }).format(time);
  }
}

function is_midnight(time: Date): boolean {
  return time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0;
}
