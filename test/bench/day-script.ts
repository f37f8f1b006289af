import type { FakeCoupang } from 'fake-coupang';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** An event at Coupang, and its time, epoch ms. */
export type Happening = { at: number; do: (simulator: FakeCoupang) => Promise<void> };

export const HAND_OVERS_A_DAY = 30;
export const QUESTIONS_A_DAY = 20;

/**
 * Thirty hand-overs a day, one every 48 minutes, by day and by night. Every fourth wants a confirmation. Each ends
 * after 2 to 20 hours. Of thirty, one is withdrawn, one is handed over a second time, and one is forgotten until
 * Coupang closes it.
 */
export const scriptOfDay = (midnight: number): Happening[] =>
  Array.from({ length: HAND_OVERS_A_DAY }, (_, index) => index).flatMap((index) => {
    const askedAt = midnight + (20 + index * 48) * MINUTE_MS;
    const kind = index % 4 === 3 ? 'confirm' : 'reply';
    const hours = [2, 5, 9, 14, 20][index % 5] ?? 2;
    let inquiryId = '';
    const opened: Happening = {
      at: askedAt,
      do: async (simulator) => {
        ({ inquiryId } = await simulator.handOver({ kind, askedAt, inquiryAt: askedAt - 10 * MINUTE_MS }));
      },
    };
    const later = (minutes: number, act: Happening['do']): Happening => ({
      at: askedAt + minutes * MINUTE_MS,
      do: act,
    });
    const end = later(hours * 60, (simulator) =>
      kind === 'confirm' ? simulator.confirm(inquiryId) : simulator.answer(inquiryId),
    );
    // Coupang closes this one by itself.
    if (index === 8) return [opened];
    if (index === 12) return [opened, later(45, (simulator) => simulator.withdraw(inquiryId))];
    if (index !== 20) return [opened, end];
    const again = later(hours * 60 + 60, (simulator) => simulator.handOverAgain(inquiryId, 'reply'));
    const answeredAgain = later(hours * 60 + 180, (simulator) => simulator.answer(inquiryId));
    return [opened, end, again, answeredAgain];
  });

/**
 * Twenty questions a day, one every 72 minutes, by day and by night. Each is answered after 2 to 20 hours. Of twenty, the buyer deletes one and
 * asks one again, and one is answered a day after its deadline.
 */
export const questionsOfDay = (midnight: number): Happening[] =>
  Array.from({ length: QUESTIONS_A_DAY }, (_, index) => index).flatMap((index) => {
    const inquiryAt = midnight + (40 + index * 72) * MINUTE_MS;
    const hours = [2, 5, 9, 14, 20][index % 5] ?? 2;
    let inquiryId = '';
    const asked: Happening = {
      at: inquiryAt,
      do: async ({ product }) => {
        ({ inquiryId } = await product.ask({ inquiryAt }));
      },
    };
    const later = (minutes: number, act: Happening['do']): Happening => ({
      at: inquiryAt + minutes * MINUTE_MS,
      do: act,
    });
    const answered = (after: number): Happening =>
      later(after * 60, ({ product }) => product.answer(inquiryId));
    if (index === 6) return [asked, later(45, ({ product }) => product.remove(inquiryId))];
    if (index === 11) return [asked, answered(48)];
    if (index !== 16) return [asked, answered(hours)];
    return [
      asked,
      answered(hours),
      later(hours * 60 + 60, ({ product }) => product.askAgain(inquiryId)),
      answered(hours + 4),
    ];
  });
