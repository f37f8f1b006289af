import type { Breakage } from '../breakage.ts';

/** A post that had ended and asks again keeps its old deadline (R15). */
export const oldClockKept: Breakage = {
  name: 'the old clock kept by what is listed again',
  worse: {
    minutes: 40,
    acts: 0.01,
    mostInquiries: 3,
    pageFaults: 0,
    coupangFails: 0,
    pollEveryMs: 30_000,
  },
  breakPorts: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: (before, facts, event, at) => {
        const { askedAt, askedAtUncertain, dueAt } = before.facts;
        const kept = event === 'TicketReopened' ? { ...facts, askedAt, askedAtUncertain, dueAt } : facts;
        return ports.writer.change(before, kept, event, at);
      },
    },
  }),
};
