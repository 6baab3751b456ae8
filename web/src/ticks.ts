// Which stretches of a course get a label below the axis: those that begin at a round time.
import type { Step } from './contract.ts';

/** Coarser and coarser ways to be round, by step. */
const ROUND: Record<Exclude<Step, 'auto'>, ((time: Date) => boolean)[]> = {
  hour: [
    () => true,
    (time) => time.getHours() % 3 === 0,
    (time) => time.getHours() % 6 === 0,
    (time) => time.getHours() % 12 === 0,
    (time) => time.getHours() === 0,
    (time) => time.getHours() === 0 && time.getDate() % 2 === 1,
  ],
  day: [
    () => true,
    (time) => time.getDate() % 2 === 1 && time.getDate() < 31,
    (time) => time.getDay() === 1,
    (time) => [1, 15].includes(time.getDate()),
    (time) => time.getDate() === 1,
    (time) => time.getDate() === 1 && time.getMonth() % 3 === 0,
  ],
  week: [
    () => true,
    (time) => Math.floor(time.getDate() / 7.01) % 2 === 0,
    (time) => time.getDate() <= 7,
    (time) => time.getDate() <= 7 && time.getMonth() % 3 === 0,
    (time) => time.getDate() <= 7 && time.getMonth() === 0,
  ],
};

/** At most `most` indexes of `times`; every k-th where no roundness is coarse enough. */
export function ticks(times: Date[], step: Exclude<Step, 'auto'>, most: number): number[] {
  const all = times.map((_, i) => i);
  for (const round of ROUND[step]) {
    const found = all.filter((i) => round(times[i] as Date));
    if (found.length <= most && (found.length > 1 || times.length <= 2)) return found;
  }
  const every = Math.ceil(times.length / Math.max(1, most));
  return all.filter((i) => i % every === 0);
}
