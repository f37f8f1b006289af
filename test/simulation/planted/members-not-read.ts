import type { Breakage } from '../breakage.ts';

/** A digest shows all that it was put for, and reads none of them: some were never written, some name another (R24). */
export const membersNotRead: Breakage = {
  name: 'a digest that does not read its members',
  breakPorts: (ports) => ({
    ...ports,
    slack: {
      ...ports.slack,
      preparePost: (subject, name, to, how) => {
        const [model] = how.members ?? [];
        if (!model || !('notice' in subject) || subject.facts.about !== 'digest')
          return ports.slack.preparePost(subject, name, to, how);
        const members = subject.facts.members.map((member) => ({ ...model, ...member }));
        return ports.slack.preparePost(subject, name, to, { ...how, members });
      },
    },
  }),
};
