import type { Breakage } from '../breakage.ts';

/** A run that was frozen sends when it wakes, whatever the time is (R28). */
export const actSentLate: Breakage = {
  name: 'an act sent whenever its run wakes',
  worse: { presses: 0.1, slowWrites: 0.5, pauses: 0.4 },
  breakPorts: (ports) => ({
    ...ports,
    actions: {
      confirm: (confirm) => ports.actions.confirm(confirm, Infinity),
      reply: (reply) => ports.actions.reply(reply, Infinity),
    },
  }),
};
