import { askingPosts } from '../../../lib/domain/inquiry/asking-posts.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import { acceptedAsDone, instead, withActs } from './instead.ts';

/** A lost answer counts as accepted, and an accepted act as done: nobody reads the inquiry back (R28). */
export const actBelievedDone: Breakage = {
  caughtBy: ['R29'],
  worse: { presses: 0.06, coupangFails: 0.3, kills: 0, storeFails: 0, slackFails: 0 },
  breakPorts: (ports) =>
    instead(
      withActs(ports, (result) => (result.is === 'unsure' ? { is: 'done' } : result)),
      'writer',
      'change',
      acceptedAsDone,
    ),
};

/** A lost answer counts as a refusal: its person sends the text again, though it is there (R28). */
export const actBelievedRefused: Breakage = {
  caughtBy: ['R29'],
  worse: { presses: 0.06, coupangFails: 0.3 },
  breakPorts: (ports) =>
    withActs(ports, (result) =>
      result.is === 'unsure' ? { is: 'refused', refusal: { code: 'closed' } } : result,
    ),
};

/** A confirmation looks only at its own post, and reaches a newer one that nobody has read (R28). */
export const actConfirmsAnother: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.06, acts: 0.2 },
  misreadForAct: (inquiry, ticket) => {
    const asking = askingPosts(inquiry).map(({ answerId }) => answerId);
    const isOther = (id: string | undefined): boolean =>
      id !== undefined && asking.includes(id) && ticket.key.answerId !== id;
    return { ...inquiry, posts: inquiry.posts.filter(({ answerId }) => !isOther(answerId)) };
  },
};

/** An act is compared with the text of the last poll, not with what Coupang shows now (R28). */
export const actEditNotSeen: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.06, acts: 0.2 },
  misreadForAct: (inquiry, ticket) => {
    const { text } = ticket.facts;
    const posts = inquiry.posts.map((post) =>
      ticket.key.answerId === post.answerId ? { ...post, text } : post,
    );
    return { ...inquiry, posts };
  },
};

/** A call whose answer was lost is made again (R28). */
export const actRepeated: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.06, coupangFails: 0.3 },
  breakPorts: (ports) => withActs(ports, (result, again) => (result.is === 'unsure' ? again() : result)),
};

/** The call is made without the note before it (R28). A run that dies leaves nothing, and the next one sends again. */
export const actSentBeforeItsNote: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.06, kills: 0.05 },
  breakPorts: (ports) =>
    instead(
      ports,
      'writer',
      'change',
      (change) => async (before, facts, event, at) =>
        facts.act?.progress === 'sending' && before.facts.act?.progress === 'asked'
          ? withFields(before, { act: facts.act })
          : change(before, facts, event, at),
    ),
};

/** A run that was frozen sends when it wakes, whatever the time is (R28). */
export const actSentLate: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.1, slowWrites: 0.5, pauses: 0.4 },
  breakPorts: (ports) => ({
    ...ports,
    actions: {
      confirm: (confirm) => ports.actions.confirm(confirm, Infinity),
      reply: (reply) => ports.actions.reply(reply, Infinity),
    },
  }),
};

/** An act is written whatever others wrote since it was read (R28). Two runs then send it. */
export const actVersionNotChecked: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.06, entryFaults: 0.3 },
  breakPorts: (ports, { get }) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      const written = await change(before, facts, event, at);
      const stored = get(before.key);
      const isOfAct = facts.act !== undefined && stored?.type === 'ticket';
      return written ?? (isOfAct ? change(stored, facts, event, at) : undefined);
    }),
};
