import type { Breakage } from '../breakage.ts';

/** Of several requests to the bus at once, each takes the answer of the last one for its own (decision 123). */
export const answerOfAnotherRequest: Breakage = {
  name: "another request's answer taken for its own",
  breakPorts: (ports) => {
    let together: Promise<boolean[]>[] | undefined;
    return {
      ...ports,
      publisher: {
        ...ports.publisher,
        publish: async (events) => {
          const requests = (together ??= []);
          queueMicrotask(() => (together = undefined));
          const own = ports.publisher.publish(events);
          requests.push(own);
          await own;
          const sent = (await requests.at(-1)) ?? [];
          return events.map((_, index) => sent[index] ?? true);
        },
      },
    };
  },
};
