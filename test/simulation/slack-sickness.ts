import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { SlackFailureKind } from '../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import type { SlackCall } from './memory-slack.ts';
import type { Random } from './random.ts';

/** Lasting problems of Slack, in addition to faults of single calls. Ms from the day's start. */
export type Sickness = {
  /** How often Slack refuses a message for good: its blocks, or every form of it. */
  refusedMessages: number;
  channels: readonly SickChannel[];
  /** When the token is unusable. */
  token: readonly Spell[];
};
export type Spell = { from: number; until: number };
export type SickChannel = Spell & { channel: string; problem: 'gone' | 'wait' };

export const NO_SICKNESS: Sickness = { refusedMessages: 0, channels: [], token: [] };

/** How long Slack asks to wait, each time. */
const WAIT_MS = 30_000;

/** Slack's answer to each call while a problem lasts. Epoch ms. */
export const createSlackSickness = (options: {
  now: () => number;
  startsAt: number;
  random: Random;
  sickness: () => Sickness;
}) => {
  const { now, startsAt, random, sickness } = options;
  const fates = new Map<string, Fate>();
  const isIn = ({ from, until }: Spell, at: number): boolean =>
    at >= startsAt + from && at < startsAt + until;

  const isTokenDead = (at = now()): boolean => sickness().token.some((spell) => isIn(spell, at));
  const spellOf = (channel: string): SickChannel | undefined =>
    sickness().channels.find((sick) => sick.channel === channel && isIn(sick, now()));
  /** Drawn at first sight, and never changed. */
  const fateOf = (id: string, name: string): Fate => {
    const key = `${id} ${name}`;
    const known = fates.get(key);
    if (known) return known;
    const isRefused = random.chance(sickness().refusedMessages);
    const fate = isRefused ? random.pick<Fate>(['no-blocks', 'no-form', 'refused']) : 'taken';
    fates.set(key, fate);
    return fate;
  };
  /** Whether Slack ever refused a message in every form. */
  const wasRefused = (id: string, name: string): boolean => {
    const fate = fates.get(`${id} ${name}`);
    return fate === 'no-form' || fate === 'refused';
  };

  const refuse = (call: SlackCall): SlackFailure | undefined => {
    const { method, deliverable, name, channel, isPlain } = call;
    if (isTokenDead()) return fails('token-unusable', 'token_revoked');
    const sick = spellOf(channel);
    if (sick?.problem === 'wait') return fails('rate-limited', 'ratelimited', WAIT_MS);
    if (sick) {
      const kind = method === 'find' ? 'look-up-refused' : 'channel-unusable';
      return fails(kind, 'channel_not_found');
    }
    if (method === 'find' || sickness().refusedMessages === 0) return undefined;
    const fate = fateOf(deliverableId(deliverable.key), name);
    if (fate === 'refused') return fails('refused', 'made_up_word');
    const isTaken = fate === 'taken' || (fate === 'no-blocks' && isPlain);
    return isTaken ? undefined : fails('content-refused', 'invalid_blocks');
  };
  let probes = 0;
  return {
    refuse: (call: SlackCall): SlackFailure | undefined => {
      const failure = refuse(call);
      if (failure?.kind === 'token-unusable' || failure?.kind === 'rate-limited') probes += 1;
      return failure;
    },
    wasRefused,
    /** Whether Slack refuses the message now. */
    isRefused: (id: string, name: string): boolean => sickness().refusedMessages > 0 && wasRefused(id, name),
    isTokenDead,
    /** The present problem of a channel. */
    problemOf: (channel: string): SickChannel['problem'] | undefined => spellOf(channel)?.problem,
    /** How many calls failed because of the token, or because their channel must wait. */
    probes: (): number => probes,
  };
};

export type SlackSickness = ReturnType<typeof createSlackSickness>;

type Fate = 'taken' | 'no-blocks' | 'no-form' | 'refused';

const fails = (kind: SlackFailureKind, reason: string, retryAfterMs?: number): SlackFailure =>
  new SlackFailure(kind, reason, `made-up sickness: ${reason}`, {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
