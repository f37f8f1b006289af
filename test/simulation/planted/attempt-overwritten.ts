import type { Subject } from '../../../lib/domain/delivery/subject.ts';
import type { Breakage } from '../breakage.ts';

/** Who wants to send notes its attempt, whatever another has noted and not ended (R19). */
export const attemptOverwritten: Breakage = {
  name: 'an open attempt overwritten',
  breakPorts: (ports, { effect, get, put }) => ({
    ...ports,
    reader: {
      ...ports.reader,
      ticket: async (key) => withoutAttempt(await ports.reader.ticket(key)),
    },
    delivery: {
      ...ports.delivery,
      noteAttempt: (before, attempt) =>
        effect(
          'store.noteAttempt',
          () => {
            const stored = get(before);
            if (stored?.version !== before.version || stored.shownVersion !== before.shownVersion)
              return undefined;
            return put({ ...stored, attempt });
          },
          { says: attempt.name, subject: before, attempt },
        ),
    },
  }),
};

const withoutAttempt = <Item extends Subject>(subject: Item | undefined): Item | undefined => {
  if (!subject) return undefined;
  const unlocked: Item = { ...subject };
  delete unlocked.attempt;
  return unlocked;
};
