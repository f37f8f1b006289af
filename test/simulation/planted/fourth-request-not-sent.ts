import type { Breakage } from '../breakage.ts';

const MOST = 3;

/** Of the requests to the bus at one time only the first three are sent. The events of the others are noted with theirs (R2). */
export const fourthRequestNotSent: Breakage = {
  name: 'a fourth request at once noted and not sent',
  breakPorts: (ports) => {
    let begun = 0;
    return {
      ...ports,
      publisher: {
        ...ports.publisher,
        publish: async (events) => {
          // What a run sends at one time is begun without a wait in between.
          queueMicrotask(() => (begun = 0));
          begun += 1;
          return begun > MOST ? events.map(() => true) : ports.publisher.publish(events);
        },
      },
    };
  },
};
