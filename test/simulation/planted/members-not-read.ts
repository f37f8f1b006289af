import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/**
 * A digest shows all planned members without reading them. Some were never written, and some name another digest (R24).
 */
export const membersNotRead: Breakage = {
  name: 'a digest that does not read its members',
  breakPorts: (ports) => ({
    ...ports,
    messenger: {
      ...ports.messenger,
      preparePost: (deliverable, name, to, options) => {
        const [model] = options.members ?? [];
        if (!model || deliverable.type === 'ticket' || deliverable.facts.about !== 'digest')
          return ports.messenger.preparePost(deliverable, name, to, options);
        const members = deliverable.facts.members.map((member) => withFields(model, { ...member }));
        return ports.messenger.preparePost(deliverable, name, to, { ...options, members });
      },
    },
  }),
};
