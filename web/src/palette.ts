// Colours of the style sheet for a canvas, which cannot read custom properties with light-dark().

const seen = new Map<string, string>();
let probe: HTMLElement | null = null;

/** `name` is a custom property such as --negative. */
export function colour(name: string): string {
  let found = seen.get(name);
  if (found === undefined) {
    probe ??= document.body.appendChild(document.createElement('i'));
    probe.hidden = true;
    probe.style.color = `var(${name})`;
    found = getComputedStyle(probe).color;
    seen.set(name, found);
  }
  return found;
}

/** The same colour, see-through. */
export function faint(name: string, alpha: number): string {
  const numbers = colour(name)
    .match(/[\d.]+/g)
    ?.slice(0, 3) ?? ['128', '128', '128'];
  return `rgba(${numbers.join(',')},${alpha})`;
}

const listeners = new Set<() => void>();

/** The theme changed, by the switch or by the system. */
export function theme_changed(): void {
  seen.clear();
  for (const listener of listeners) listener();
}

/** Gives back how to stop. */
export function on_theme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', theme_changed);
