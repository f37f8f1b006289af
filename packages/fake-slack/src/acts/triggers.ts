import { randomBytes } from 'node:crypto';

export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

export type Triggers = {
  /** Returns an id that can open a modal for this person. */
  issue: (user: string) => string;
  /** Each id works once. */
  exchange: (id: string) => { user: string } | TriggerRefusal;
};

/** Source: docs.slack.dev, modals: "trigger_ids expire in three seconds". */
const LIFE_MS = 3000;

/** @param elapsed monotonic, ms. Slack's three seconds pass at this machine's speed */
export const createTriggers = (elapsed: () => number): Triggers => {
  const issued = new Map<string, { user: string; at: number; isExchanged: boolean }>();
  return {
    issue: (user) => {
      const at = elapsed();
      for (const [id, { at: then }] of issued) if (at - then > 20 * LIFE_MS) issued.delete(id);
      const id = `${issued.size + 1}.${Math.floor(at)}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { user, at, isExchanged: false });
      return id;
    },
    exchange: (id) => {
      const found = issued.get(id);
      if (found === undefined) return 'invalid_trigger_id';
      if (elapsed() - found.at > LIFE_MS) return 'expired_trigger_id';
      if (found.isExchanged) return 'exchanged_trigger_id';
      found.isExchanged = true;
      return found;
    },
  };
};
