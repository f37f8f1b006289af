import { SlackFailure } from '../../lib/workflows/slack-error.ts';
import { answersBy, drawVerdict } from './draw-verdict.ts';
import { makeUpError, makeUpSourceError } from './made-up-errors.ts';
import type { Outage } from './outage.ts';
import type { Random } from './random.ts';
import type { Process, Scheduler, Waiting } from './scheduler.ts';
import type { Temperament } from './temperament.ts';
import type { Watch } from './watch-calls.ts';

type Around = {
  random: Random;
  mood: () => Temperament;
  scheduler: Scheduler;
  watch: Watch;
  /** How many messages stand in Slack. */
  messages: () => number;
  isSlackDown: () => boolean;
  note: (who: string, what: string, says?: string, verdict?: string) => void;
  counts: { calls: number; faults: number; kills: number };
};

/** Lets waiting calls happen one after the other, by the dice, and moves the clock. All instants raw clock, epoch ms. */
export const createCallRunner = (startsAt: number, around: Around) => {
  const { random, mood, scheduler, watch, messages, note, counts } = around;
  const { waiting } = scheduler;
  let time = startsAt;
  let outage: Outage['kind'] | undefined;
  const late: { at: number; call: Waiting }[] = [];

  const kill = (process: Process, why: string): void => {
    counts.kills += 1;
    scheduler.kill(process);
    note(process.name, 'is killed', '', why);
  };

  /** Moves the clock, but never past what must happen before. */
  const advance = (ms: number): void => {
    const limits = [...waiting.map(answersBy), ...late.map(({ at }) => at)];
    time = Math.max(time, Math.min(time + ms, ...limits));
    for (const entry of late.filter(({ at }) => at <= time)) {
      late.splice(late.indexOf(entry), 1);
      note(entry.call.process.name, entry.call.name, entry.call.about.says, 'takes effect late');
      takeEffect(entry.call);
    }
    const expired = new Set(waiting.map(({ process }) => process).filter(({ diesAt }) => diesAt <= time));
    for (const process of expired) kill(process, 'its time was up');
  };

  const takeEffect = (call: Waiting): void => {
    const before = messages();
    call.take();
    if (messages() > before || call.name === 'slack.edit') watch.onShown(call);
  };

  const refuse = (call: Waiting, error: Error): Promise<void> => {
    watch.onFailed(call, error);
    return scheduler.resume(call, () => call.fail(error));
  };

  const coupangRefusal = (name: string, says: string): Error | undefined =>
    name.startsWith('coupang.') ? refusalOf(outage, says) : undefined;

  const resolve = async (call: Waiting): Promise<void> => {
    counts.calls += 1;
    const { process, name, about } = call;
    const isSlackDown = name.startsWith('slack.') && around.isSlackDown();
    const shut = isSlackDown ? slackIsDown(random) : coupangRefusal(name, about.says);
    const verdict = shut ? `${isSlackDown ? 'slack is down' : outage}` : drawVerdict(call, random, mood());
    if (verdict !== 'ok') counts.faults += 1;
    note(process.name, name, about.says, verdict);
    if (shut) return refuse(call, shut);
    watch.onSlackCall(call);
    const [what, when] = verdict.split(' ');
    if (verdict === 'ok' || when === 'after') {
      takeEffect(call);
      watch.onTaken(call);
    }
    if (when === 'late') late.push({ at: time + random.below(Math.max(1, answersBy(call) - time)), call });
    if (what === 'killed') {
      counts.kills += 1;
      scheduler.kill(process);
      return;
    }
    if (verdict !== 'ok') return refuse(call, makeUpError(call, when !== 'before', random, mood()));
    if (name.startsWith('slack.post')) watch.onAnswered(call);
    return scheduler.resume(call, call.answer);
  };

  return {
    now: (): number => time,
    kill,
    /** Lets one call happen. False: none waits. */
    step: async (): Promise<boolean> => {
      if (waiting.length === 0) {
        if (late.length === 0) return false;
        advance(Number.POSITIVE_INFINITY);
        return true;
      }
      advance(Math.floor(mood().stepMs * random.next() ** 3 * 4));
      const overdue = waiting.find((call) => answersBy(call) <= time);
      const call = overdue ?? random.pickAny(waiting);
      if (call) await resolve(call);
      return true;
    },
    /** What is under way still takes effect, and is answered after the wake-up, when its process goes on. */
    sleep: async (ms: number, running: readonly Process[]): Promise<void> => {
      for (const { call } of late.splice(0)) takeEffect(call);
      const underWay = [...waiting];
      for (const call of underWay) {
        note(call.process.name, call.name, call.about.says, 'answered after the sleep');
        watch.onSlackCall(call);
        takeEffect(call);
        watch.onTaken(call);
      }
      time += ms;
      note('the system', `sleeps for ${ms / 1000} s`);
      for (const process of running) process.diesAt += ms;
      for (const call of underWay) {
        if (call.name.startsWith('slack.post')) watch.onAnswered(call);
        await scheduler.resume(call, call.answer);
      }
    },
    jumpTo: (instant: number): void => {
      time = Math.max(time, instant);
    },
    beginOutage: (kind: Outage['kind']): void => {
      outage = kind;
      note('Coupang', 'cannot be read', '', kind);
    },
    endOutage: (): void => {
      outage = undefined;
      note('Coupang', 'can be read again');
    },
    outage: (): Outage['kind'] | undefined => outage,
    /** What was on its way never arrives. */
    forgetLate: (): void => void late.splice(0),
  };
};

/** It answers nothing of use, and nothing takes effect. */
const slackIsDown = (random: Random): Error => {
  const kind = random.pick(['unsure', 'rate-limited'] as const);
  return new SlackFailure(kind, `made_up_${kind}`, 'made-up outage of Slack');
};

/** What an outage answers to a call of Coupang; `undefined` lets it pass. */
const refusalOf = (outage: Outage['kind'] | undefined, says: string): Error | undefined => {
  switch (outage) {
    case 'down':
      return makeUpSourceError('reading');
    case 'stopped':
      return makeUpSourceError('vendor');
    case 'blocked':
      return makeUpSourceError('egress');
    case 'incomplete':
      return says.includes(' TRANSFER ') ? makeUpSourceError('reading') : undefined;
    default:
      return undefined;
  }
};
