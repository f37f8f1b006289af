import { HAND_OVER_MEANINGS } from '../../lib/coupang/call-center/create-coupang-actions.ts';
import { QUESTION_MEANINGS } from '../../lib/coupang/product/create-product-reply.ts';
import { findMeaning } from '../../lib/coupang/send-action.ts';
import { formLink } from '../../lib/domain/call-center/hand-over-rules.ts';
import { maskPersonalData } from '../../lib/domain/inquiry/mask.ts';
import { splitRequest } from '../../lib/domain/inquiry/split-request.ts';
import { HOSTILE_PIECES } from '../fixtures/hostile-texts.ts';
import { cpuMsSince } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';

const MEANINGS = [...HAND_OVER_MEANINGS, ...QUESTION_MEANINGS];
const findRefusal = (text: string) => findMeaning(text, MEANINGS);
const READERS = { maskPersonalData, formLink, splitRequest, findRefusal };

/** Texts are cut to this length. Between 40,000 and 80,000 characters, memory management distorts the ratio. */
const LENGTH = 20_000;
const ROUNDS = 5;

/** Shorter measurements are mostly noise. */
const LEAST_MS = 20;

/** A ratio over the budget is measured again, since noise may cause it. */
const TRIES = 3;
const BUDGET = 2.5;

/**
 * Measures how much longer twice the text takes, for the worst of many hostile texts. The fastest of several rounds counts, since
 * other work on the machine only slows a round down. Both lengths are measured for the same time: otherwise the shorter
 * measurement escapes other work more often, and the ratio grows.
 */
export const measureTexts = (): Budgeted[] =>
  Object.entries(READERS).map(([name, read]) => {
    const ratios = HOSTILE_PIECES.map(([piece, before = '', after = '']) => {
      const [short, long] = [LENGTH, 2 * LENGTH].map(
        (length) => before + piece.repeat(length / piece.length) + after,
      );
      return { piece, ratio: ratioOf(read, short ?? '', long ?? '') };
    });
    const worst = ratios.reduce((most, next) => (next.ratio > most.ratio ? next : most));
    return {
      what: `times the CPU for a text of twice ${LENGTH.toLocaleString('en-US')} characters: ${name}, the worst of ${ratios.length} hostile texts (${JSON.stringify(worst.piece)})`,
      figure: worst.ratio,
      budget: BUDGET,
    };
  });

const ratioOf = (read: (text: string) => unknown, short: string, long: string): number => {
  let times = 1;
  while (cpuMs(() => read(long), times) < LEAST_MS) times *= 2;
  let least = Infinity;
  for (let tries = 0; tries < TRIES && least > BUDGET; tries += 1) {
    const rounds = Array.from({ length: ROUNDS }, () => ({
      short: cpuMs(() => read(short), 2 * times) / 2,
      long: cpuMs(() => read(long), times),
    }));
    const ratio =
      Math.min(...rounds.map(({ long: ms }) => ms)) / Math.min(...rounds.map(({ short: ms }) => ms));
    least = Math.min(least, ratio);
  }
  return least;
};

/** Both kinds together: the kernel only estimates how it splits the sum, by a coarse clock. */
const cpuMs = (act: () => unknown, times: number): number => {
  const began = process.cpuUsage();
  for (let count = 0; count < times; count += 1) act();
  return cpuMsSince(began);
};
