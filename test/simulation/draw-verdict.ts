import type { Random } from './random.ts';
import type { Waiting } from './scheduler.ts';
import type { Temperament } from './temperament.ts';

/**
 * What becomes of one call: `ok`; or `failed` (its caller is told so) or `killed` (its process ends), before it took
 * effect, after, or with the effect to come late; or its process stands still for so many ms: `paused`, with the answer to be heard
 * after it, or `unsent`, with the request to be sent after it.
 */
export const drawVerdict = ({ name, process }: Waiting, random: Random, mood: Temperament): string => {
  const [port = ''] = name.split('.');
  const when = (): string => random.pick(LATE.test(name) ? ['before', 'after', 'late'] : ['before', 'after']);
  if (random.chance(mood.kills)) return `killed ${when()}`;
  if (process.kind === 'notify' && random.chance(mood.pauses)) {
    // A request to the store may leave only after it; nothing holds back one to Slack, which R19 cannot mend.
    const isUnsent = /^(store|lane|bus)\./.test(name) && random.chance(0.5);
    return `${isUnsent ? 'unsent' : 'paused'} ${random.pick(PAUSES_MS)}`;
  }
  const rates: Record<string, number> = {
    store: mood.storeFails,
    lane: mood.storeFails,
    slack: mood.slackFails,
    prepare: mood.slackFails / 4,
    coupang: mood.coupangFails,
  };
  return random.chance(rates[port] ?? 0) ? `failed ${when()}` : 'ok';
};

/** Within a lane, just over its end, and beyond it. */
const PAUSES_MS: [number, ...number[]] = [4000, 8000, 30_000, 50_000, 62_000, 80_000, 100_000, 110_000];

/** Calls that change something, so that they may do so after their caller gave up. */
const LATE =
  /^(store\.(create|change|noticeC|note|settle|takeLease|releaseLease|blockEgress)|lane\.[tr]|slack\.(post|edit)|bus)/;

/** Every client gives up in the end: the store's soon, the others' in ten seconds (R19). A sleep lasts as long as was asked. */
export const answersBy = ({ name, since, about, heard, process }: Waiting): number => {
  if (heard) return process.frozenUntil;
  if (name === 'sleep') return about.until ?? since;
  return since + (/^(store|lane|bus)/.test(name) ? 3000 : 10_000);
};
