import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import { answersBy, drawVerdict } from './draw-verdict.ts';
import { makeUpError, makeUpSourceError } from './made-up-errors.ts';
import type { Outage } from './outage.ts';
import type { Random } from './random.ts';
import type { Process, Scheduler, Waiting } from './scheduler.ts';
import type { Temperament } from './temperament.ts';
import type { Watch } from './judge/watch-calls.ts';

type Around = {
  random: Random;
  mood: () => Temperament;
  scheduler: Scheduler;
  watch: Watch;
  /** The number of messages in Slack. */
  messages: () => number;
  isSlackDown: () => boolean;
  /** Reports what may delay a healthy message, and for how long. */
  onDisturbed: (forMs: number) => void;
  note: (who: string, what: string, detail?: string, verdict?: string) => void;
  /** `atOnce`: requests to the bus with another one of the same run under way. */
  counts: { calls: number; faults: number; kills: number; pauses: number; atOnce: number };
};

/**
 * Resolves waiting calls one after the other, in random order, and moves the clock. All instants epoch ms.
 */
export const createCallRunner = (startsAt: number, around: Around) => {
  const { random, mood, scheduler, watch, messages, note, counts } = around;
  const { waiting } = scheduler;
  let time = startsAt;
  let sleptMs = 0;
  let outage: Outage['kind'] | undefined;
  const late: { at: number; call: Waiting }[] = [];

  const kill = (process: Process, why: string): void => {
    around.onDisturbed(AFTER_A_DEATH_MS);
    note(process.name, 'is killed', '', why);
    bury(process);
  };

  /** Its requests to the store and the bus may be on their way. Each arrives now, late or never. */
  const bury = (process: Process): void => {
    counts.kills += 1;
    const underWay = waiting.filter((call) => call.process === process && isOnItsWay(call));
    scheduler.kill(process);
    for (const call of underWay) {
      const fate = random.pick(['never', 'now', 'late']);
      if (fate === 'never') continue;
      note(process.name, call.name, call.about.detail, `arrives ${fate}`);
      if (fate === 'now') takeEffect(call);
      else late.push({ at: time + random.below(Math.max(1, answersBy(call) - time)), call });
    }
  };

  /** Moves the clock, but not past the next thing that must happen. */
  const advance = (ms: number): void => {
    const limits = [...waiting.map(answersBy), ...late.map(({ at }) => at)];
    time = Math.max(time, Math.min(time + ms, ...limits));
    for (const entry of late.filter(({ at }) => at <= time)) {
      late.splice(late.indexOf(entry), 1);
      note(entry.call.process.name, entry.call.name, entry.call.about.detail, 'takes effect late');
      takeEffect(entry.call);
    }
    const expired = new Set(waiting.map(({ process }) => process).filter(({ diesAt }) => diesAt <= time));
    for (const process of expired) kill(process, 'its time was up');
  };

  const takeEffect = (call: Waiting): void => {
    const before = messages();
    call.take();
    if (messages() > before || (call.name === 'slack.edit' && !call.failure())) watch.onShown(call);
  };

  /** Gives the result to the process, now or when it is no longer frozen. */
  const deliverResult = async (call: Waiting, hear: () => Promise<void>): Promise<void> => {
    if (call.process.frozenUntil > time) call.heard = hear;
    else await hear();
  };

  const refuse = (call: Waiting, error: Error): Promise<void> =>
    deliverResult(call, () => {
      watch.onFailed(call, error);
      return scheduler.resume(call, () => call.fail(error));
    });

  /** With the port's own answer. */
  const answer = (call: Waiting): Promise<void> =>
    deliverResult(call, () => {
      const failure = call.failure();
      if (failure) watch.onFailed(call, failure);
      else watch.onAnswered(call);
      return scheduler.resume(call, call.answer);
    });

  const coupangRefusal = (name: string, detail: string): Error | undefined =>
    name.startsWith('coupang.') ? refusalOf(outage, detail) : undefined;

  const resolve = async (call: Waiting): Promise<void> => {
    counts.calls += 1;
    const { process, name, about } = call;
    const isBeside = (other: Waiting): boolean =>
      other !== call && other.process === process && other.name === name;
    if (name === 'bus.publish' && waiting.some(isBeside)) counts.atOnce += 1;
    const isSlackDown = /^(slack|person)\./.test(name) && around.isSlackDown();
    const shut = isSlackDown ? slackIsDown(random) : coupangRefusal(name, about.detail);
    const verdict = shut ? `${isSlackDown ? 'slack is down' : outage}` : drawVerdict(call, random, mood());
    if (verdict !== 'ok') counts.faults += 1;
    note(process.name, name, about.detail, verdict);
    if (shut) return refuse(call, shut);
    const [what, when] = verdict.split(' ');
    if (what === 'failed') around.onDisturbed(AFTER_A_FAILURE_MS);
    if (what === 'killed') around.onDisturbed(AFTER_A_DEATH_MS);
    if (what === 'unsent' || what === 'paused') around.onDisturbed(AFTER_A_DEATH_MS + Number(when));
    if (what === 'unsent') {
      counts.pauses += 1;
      process.frozenUntil = time + Number(when);
      call.since = process.frozenUntil;
      call.readyAt = process.frozenUntil;
      return;
    }
    watch.onSlackCall(call);
    if (verdict === 'ok' || when === 'after' || what === 'paused') {
      takeEffect(call);
      watch.onTaken(call);
    }
    if (when === 'late') late.push({ at: time + random.below(Math.max(1, answersBy(call) - time)), call });
    if (what === 'killed') {
      waiting.splice(waiting.indexOf(call), 1);
      bury(process);
      return;
    }
    if (what === 'paused') {
      counts.pauses += 1;
      process.frozenUntil = time + Number(when);
      // An answer and a time-out may both come during the pause. Either may be handled first.
      const isGivenUp = process.frozenUntil > call.since + LONGEST_CALL_MS && random.chance(0.5);
      if (!isGivenUp || name === 'sleep') return answer(call);
    }
    if (verdict === 'ok') return answer(call);
    return refuse(call, makeUpError(call, when !== 'before', random, mood()));
  };

  const isReady = (call: Waiting): boolean => {
    call.readyAt ??= call.since + slowness(call);
    return !call.heard && call.name !== 'sleep' && call.readyAt <= time;
  };
  const slowness = ({ name }: Waiting): number =>
    IS_WRITE.test(name) && random.chance(mood().slowWrites) ? random.between(200, 2500) : 0;

  return {
    now: (): number => time,
    kill,
    /** Monotonic, ms. On some days it stops while the machine sleeps. */
    elapsed: (): number => time - sleptMs,
    /** Resolves one call. False: none waits, or none can be resolved before `horizon`. */
    step: async (horizon = Number.POSITIVE_INFINITY): Promise<boolean> => {
      if (waiting.some(isReady)) advance(Math.floor(mood().stepMs * random.next() ** 3 * 4));
      else {
        const ready = waiting.filter(({ name, heard }) => !heard && name !== 'sleep');
        const next = Math.min(
          ...waiting.map(answersBy),
          ...late.map(({ at }) => at),
          ...ready.map(({ readyAt = time }) => readyAt),
        );
        if (next === Number.POSITIVE_INFINITY || next > horizon) return false;
        advance(next - time);
      }
      const overdue = waiting.find((call) => answersBy(call) <= time);
      const call = overdue ?? random.pickAny(waiting.filter(isReady));
      if (call?.heard) await call.heard();
      else if (call) await resolve(call);
      return true;
    },
    /** Running calls still take effect. Their answers come after the machine wakes up. */
    sleep: async (ms: number, running: readonly Process[]): Promise<void> => {
      for (const { call } of late.splice(0)) takeEffect(call);
      const underWay = waiting.filter(({ name, heard }) => !heard && name !== 'sleep');
      for (const call of underWay) {
        note(call.process.name, call.name, call.about.detail, 'answered after the sleep');
        watch.onSlackCall(call);
        takeEffect(call);
        watch.onTaken(call);
      }
      time += ms;
      if (mood().clockSleeps) {
        sleptMs += ms;
        for (const { name, about } of waiting)
          if (name === 'sleep' && about.until !== undefined) about.until += ms;
      }
      around.onDisturbed(ms + AFTER_A_DEATH_MS);
      note('the system', `sleeps for ${ms / 1000} s`);
      for (const process of running) process.diesAt += ms;
      for (const call of underWay) await answer(call);
    },
    /** Late posts take effect first, since a call times out after ten seconds. */
    jumpTo: (instant: number): void => {
      for (const { call } of late.splice(0)) takeEffect(call);
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
    /** Requests on their way never arrive. */
    forgetLate: (): void => void late.splice(0),
  };
};

const LONGEST_CALL_MS = 10_000;
/** Its lane ends, and then the next run of track-sla wakes another. */
const AFTER_A_DEATH_MS = 120_000;
/** Slack answers 429, or a write is left for the next drain. */
const AFTER_A_FAILURE_MS = 120_000;
const isOnItsWay = ({ name, heard }: Waiting): boolean => !heard && /^(store|bus)\./.test(name);
const IS_WRITE = /^(store\.(create|change|notice[A-Z]|note|settle)|lane\.[tr])/;

/** No useful answer, and no effect. */
const slackIsDown = (random: Random): Error => {
  const kind = random.pick(['unsure', 'unreached', 'rate-limited'] as const);
  return new SlackFailure(kind, `made_up_${kind}`, 'made-up outage of Slack');
};

/** The error of a call to Coupang in an outage; `undefined` if the call passes. */
const refusalOf = (outage: Outage['kind'] | undefined, detail: string): Error | undefined => {
  switch (outage) {
    case 'down':
      return makeUpSourceError('reading');
    case 'stopped':
      return makeUpSourceError('vendor');
    case 'blocked':
      return makeUpSourceError('egress');
    case 'incomplete':
      return detail.includes(' TRANSFER ') ? makeUpSourceError('reading') : undefined;
    default:
      return undefined;
  }
};
