import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** The call is made without the note before it (R28). A run that dies leaves nothing, and the next one sends again. */
export const actSentBeforeItsNote: Breakage = {
  name: 'an act sent before its note',
  worse: { presses: 0.06, kills: 0.05 },
  breakPorts: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) =>
        facts.act?.progress === 'sending' && before.facts.act?.progress === 'asked'
          ? withFields(before, { act: facts.act })
          : ports.writer.change(before, facts, event, at),
    },
  }),
};
