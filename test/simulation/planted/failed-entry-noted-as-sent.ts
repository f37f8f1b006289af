import type { Breakage } from '../breakage.ts';

/** The bus refused an entry while the request succeeded. All entries are noted as sent. */
export const failedEntryNotedAsSent: Breakage = {
  name: 'a failed entry noted as sent',
  breakPorts: (ports) => ({
    ...ports,
    publisher: {
      ...ports.publisher,
      publish: async (events) => (await ports.publisher.publish(events)).map(() => true),
    },
  }),
};
