import type { Breakage } from '../breakage.ts';

/** Slack's answer is written only if the version is still the sent one. */
export const tsOnConditionOfVersion: Breakage = {
  name: 'ts written on condition of the version',
  breakPorts: (ports, { get }) => {
    const sent = new Map<string, number>();
    return {
      ...ports,
      delivery: {
        noteAttempt: async (before, attempt) => {
          sent.set(attempt.token, before.outbox.version);
          return ports.delivery.noteAttempt(before, attempt);
        },
        noteResult: async (before, result, attentionAt) => {
          const version = sent.get(before.delivery.attempt?.token ?? '') ?? before.outbox.version;
          const isOther = get(before.key)?.outbox.version !== version;
          const { ts, ...rest } = result;
          return ports.delivery.noteResult(before, isOther ? rest : result, attentionAt);
        },
      },
    };
  },
};
