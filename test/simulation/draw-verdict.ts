import type { Random } from './random.ts';
import type { Waiting } from './scheduler.ts';
import type { Temperament } from './temperament.ts';

/**
 * The fate of one call. `ok`. `failed` (the caller gets an error) or `killed` (the process ends), each before the
 * effect, after it, or with a late effect. Or the process is frozen for some ms: `paused`, where the answer is handled
 * afterwards, or `unsent`, where the request is sent afterwards.
 */
export const drawVerdict = ({ name, process }: Waiting, random: Random, mood: Temperament): string => {
  const [port = ''] = name.split('.');
  const when = (): string => random.pick(LATE.test(name) ? ['before', 'after', 'late'] : ['before', 'after']);
  if (random.chance(mood.kills)) return `killed ${when()}`;
  if (/^(notify|act|share)$/.test(process.kind) && random.chance(mood.pauses)) {
    // A request to the store may be sent only after the pause. One to Slack may not, since R19 cannot repair that.
    const isUnsent = /^(store|lane|bus)\./.test(name) && random.chance(0.5);
    return `${isUnsent ? 'unsent' : 'paused'} ${random.pick(PAUSES_MS)}`;
  }
  const rates: Record<string, number> = {
    store: mood.storeFails,
    lane: mood.storeFails,
    slack: mood.slackFails,
    prepare: mood.slackFails / 4,
    person: mood.slackFails,
    coupang: mood.coupangFails,
  };
  return random.chance(rates[port] ?? 0) ? `failed ${when()}` : 'ok';
};

/** Shorter than a lane, just longer, and much longer. */
const PAUSES_MS: [number, ...number[]] = [4000, 8000, 30_000, 50_000, 62_000, 80_000, 100_000, 110_000];

/** Calls that change something. They may take effect after their caller gave up. */
const LATE =
  /^(store\.(create|change|noticeC|note|settle|takeLease|releaseLease|blockEgress)|lane\.[tr]|slack\.(post|edit)|coupang\.post|bus)/;

/**
 * Every client gives up in the end: the store's soon, the others after ten seconds (R19). A sleep lasts as long as
 * requested.
 */
export const answersBy = ({ name, since, about, heard, process }: Waiting): number => {
  if (heard) return process.frozenUntil;
  if (name === 'sleep') return about.until ?? since;
  return since + (isOfAws(name) ? 3000 : 10_000);
};

const isOfAws = (name: string): boolean =>
  name.startsWith('store') || name.startsWith('lane') || name.startsWith('bus');
