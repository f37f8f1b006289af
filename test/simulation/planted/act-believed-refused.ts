import type { ActionResult } from '../../../lib/workflows/ports/inquiry-actions.ts';
import type { Breakage } from '../breakage.ts';

/** A lost answer counts as a refusal: its person sends the text again, though it is there (R28). */
export const actBelievedRefused: Breakage = {
  name: 'a lost answer taken for a refusal',
  worse: { presses: 0.06, coupangFails: 0.3 },
  breakPorts: (ports) => ({
    ...ports,
    actions: {
      confirm: async (...asked) => believed(await ports.actions.confirm(...asked)),
      reply: async (...asked) => believed(await ports.actions.reply(...asked)),
    },
  }),
};

const believed = (result: ActionResult): ActionResult =>
  result.is === 'unsure' ? { is: 'refused', refusal: { code: 'unknown' } } : result;
