import type { Breakage } from '../breakage.ts';
import type { ActionResult } from '../../../lib/workflows/ports/inquiry-actions.ts';

/** A lost answer counts as done, and nobody reads the inquiry back (R28). */
export const actBelievedDone: Breakage = {
  name: 'a lost answer taken for done',
  worse: { presses: 0.06, coupangFails: 0.3, kills: 0, storeFails: 0, slackFails: 0 },
  breakPorts: (ports) => ({
    ...ports,
    actions: {
      confirm: async (...asked) => believed(await ports.actions.confirm(...asked)),
      reply: async (...asked) => believed(await ports.actions.reply(...asked)),
    },
  }),
};

const believed = (result: ActionResult): ActionResult => (result.is === 'unsure' ? { is: 'done' } : result);
