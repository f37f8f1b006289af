import type { Random } from './random.ts';
import type { Waiting } from './scheduler.ts';
import type { Temperament } from './temperament.ts';

/**
 * What becomes of one call: `ok`; or `failed` (its caller is told so) or `killed` (its process ends), before it took
 * effect, after, or with the effect to come late.
 */
export const drawVerdict = ({ name }: Waiting, random: Random, mood: Temperament): string => {
  const [port = ''] = name.split('.');
  const when = (): string => random.pick(LATE.test(name) ? ['before', 'after', 'late'] : ['before', 'after']);
  if (random.chance(mood.kills)) return `killed ${when()}`;
  const rates: Record<string, number> = {
    store: mood.storeFails,
    queue: mood.storeFails,
    slack: mood.slackFails,
    coupang: mood.coupangFails,
  };
  return random.chance(rates[port] ?? 0) ? `failed ${when()}` : 'ok';
};

/** Calls that change something, so that they may do so after their caller gave up. */
const LATE =
  /^(store\.(create|change|noticeC|note|settle|claim|takeLease|releaseLease|blockEgress)|slack\.(post|edit)|bus|queue)/;

/** Every client gives up in the end: the store's soon, the others' in ten seconds and a little. */
export const answersBy = ({ name, since, about: { subject } }: Waiting): number => {
  if (/^(store|bus|queue)/.test(name)) return since + 3000;
  // Whatever form a message takes in the end, the promise gives it and its way into the history a minute.
  return Math.min(since + 12_000, (subject?.attempt?.at ?? since) + 15_000);
};
