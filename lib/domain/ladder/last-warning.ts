import { stepLineName } from '../ticket/line.ts';
import { tsOfLine } from '../ticket/posted.ts';
import type { CardDelivery, TicketFacts } from '../ticket/ticket.ts';

/**
 * The time of a ticket's last warning, in its thread or in a shift's list, epoch ms. `undefined`: there was none.
 * @param sentAt when the messenger got the message of that name, epoch ms
 */
export const lastWarningAt = (
  { steps, posted, history }: Pick<TicketFacts, 'steps' | 'history'> & Pick<CardDelivery, 'posted'>,
  sentAt: (message: string) => number | undefined,
): number | undefined => {
  const times = steps
    .filter(({ passed }) => passed !== true)
    .map(({ name, deadline, at }) => {
      const line = stepLineName({ name, deadline });
      if (!history.some((past) => past.name === line)) return at;
      const message = tsOfLine({ posted }, line);
      return message === undefined ? undefined : sentAt(message);
    })
    .filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
};
