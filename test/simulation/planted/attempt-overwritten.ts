import { withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { Breakage } from '../breakage.ts';

/** A sender notes its attempt although another attempt is open (R19). */
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
            const stored = get(before.key);
            if (
              stored?.outbox.version !== before.outbox.version ||
              stored.delivery.shownVersion !== before.delivery.shownVersion
            )
              return undefined;
            return put(withFields(stored, { attempt }));
          },
          { says: attempt.name, deliverable: before, attempt },
        ),
    },
  }),
};

const withoutAttempt = <Item extends Deliverable>(deliverable: Item | undefined): Item | undefined =>
  deliverable && withoutFields(deliverable, 'attempt');
