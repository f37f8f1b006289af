import type { Ticket } from '../../domain/ticket/ticket.ts';

/** When a ticket was last warned of, epoch ms: in its thread, or in a shift's list; `undefined`: never. */
export const lastWarningAt = ({ steps, posted, history }: Ticket): number | undefined => {
  const told = steps
    .filter(({ passed }) => passed !== true)
    .map(({ name, deadline, at }) => {
      const line = `step/${name}/${deadline}`;
      const isInThread = history.some((owed) => owed.name === line);
      return isInThread ? postedAt(posted[line]) : at;
    })
    .filter((at) => at !== undefined);
  return told.length === 0 ? undefined : Math.max(...told);
};

/** Slack names a message by the seconds at which it came. */
const postedAt = (ts: string | undefined): number | undefined => {
  const at = Number(ts ?? Number.NaN) * 1000;
  return Number.isFinite(at) ? at : undefined;
};
