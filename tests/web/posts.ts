// Invented posts, the same each time: several brands, three weeks of hours up to now, English and Italian.

export const HOUR = 3_600_000;
export const EVIL = '<script>window.evil=1</script>';

export interface Post {
  id: string;
  source: string;
  brand: string;
  lang: string;
  created_at: string;
  text: string;
}

const NEGATIVE = {
  en: [
    'Worst {thing} ever, {n} hours of waiting and nobody answers',
    'My {thing} was cancelled again, {n} people are furious',
    'Terrible: the {thing} is broken for the {n}th time and support is useless',
    'I hate this {thing}, {n} calls and still no refund',
  ],
  it: [
    'Che vergogna, {thing} in ritardo di {n} ore e nessuno risponde',
    'Pessimo {thing}, {n} telefonate inutili, mai più',
    'Ancora {n} disservizi con {thing}, sono furioso',
    'Delusione totale: {thing} rotto e {n} giorni di attesa',
  ],
};
const NEUTRAL = {
  en: [
    'Does anyone know when {thing} {n} opens on Monday?',
    'The new timetable of {thing} {n} starts next week',
    'Number {n} in the queue for {thing} this morning',
    'Looking for the office of {thing} near street {n}',
  ],
  it: [
    'Qualcuno sa a che ora apre {thing} {n} lunedì?',
    'Il nuovo orario di {thing} {n} parte la settimana prossima',
    'Sono il numero {n} in fila per {thing}',
    'Cerco lo sportello di {thing} vicino alla via {n}',
  ],
};
const POSITIVE = {
  en: [
    'Great {thing}, thank you to the {n} lovely people there!',
    'I love {thing}, best {n} euros I ever spent',
    'Wonderful {thing} today, {n} stars, so happy',
    'Thanks for the amazing {thing}, {n} smiles',
  ],
  it: [
    'Ottimo {thing}, grazie alle {n} persone gentilissime!',
    'Adoro {thing}, i migliori {n} euro mai spesi',
    'Bellissima esperienza con {thing}, {n} stelle, felice',
    'Grazie per {thing} fantastico, {n} sorrisi',
  ],
};

interface Plan {
  brand: string;
  thing: string;
  a_day: number;
  negative: number;
  positive: number;
  /** what is added to the negatives of the last seven days */
  lately: number;
}

const PLANS: Plan[] = [
  { brand: 'Aurora Airlines', thing: 'flight', a_day: 120, negative: 0.3, positive: 0.2, lately: 0.4 },
  { brand: 'Caffè Borgo', thing: 'caffè', a_day: 80, negative: 0.15, positive: 0.55, lately: 0 },
  { brand: 'Banca Ponte', thing: 'app', a_day: 80, negative: 0.4, positive: 0.15, lately: 0 },
  { brand: EVIL, thing: 'shop', a_day: 12, negative: 0.3, positive: 0.3, lately: 0 },
  { brand: 'Piccola Bottega', thing: 'bottega', a_day: 1, negative: 0.3, positive: 0.3, lately: 0 },
];

/** A small generator of numbers in [0, 1), the same each time. */
function numbers(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

export function invented_posts(now: number, days = 21): Post[] {
  const next = numbers();
  const posts: Post[] = [];
  for (const plan of PLANS) {
    const count = plan.a_day * days;
    for (let i = 0; i < count; ++i) {
      const time = now - Math.floor(((i + 0.5) / count) * days * 24 * HOUR);
      const negative = plan.negative + (now - time < 7 * 24 * HOUR ? plan.lately : 0);
      const draw = next();
      const kind = draw < negative ? NEGATIVE : draw < negative + plan.positive ? POSITIVE : NEUTRAL;
      const lang = next() < 0.5 ? 'it' : 'en';
      const text = kind[lang][Math.floor(next() * 4)] as string;
      posts.push({
        id: `${plan.brand}-${i}`,
        source: next() < 0.5 ? 'forum' : 'x',
        brand: plan.brand,
        lang,
        created_at: new Date(time).toISOString(),
        text: text.replace('{thing}', plan.thing).replace('{n}', String(2 + Math.floor(next() * 900))),
      });
    }
  }
  posts.push({
    id: `"><img src=x onerror=window.evil=2>`,
    source: EVIL,
    brand: EVIL,
    lang: 'en',
    created_at: new Date(now - 60_000).toISOString(),
    text: 'The shop page says <script>window.evil=3</script> & <b>nothing</b> else, terrible',
  });
  return posts;
}
