import { type SubjectKey, subjectId } from '../../lib/domain/delivery/subject.ts';
import type { EventPublisher, SubjectEvent } from '../../lib/workflows/ports/event-publisher.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { Random } from './random.ts';

/** Has notify run at `at`, raw clock. */
export type WakeUp = { at: number; subjects: readonly SubjectKey[] };

/** What becomes of one entry of a publishing request. */
export type EntryFault = 'lost' | 'sent-told-failed' | 'sent-twice';
/** What becomes of a wake-up; who is called for nothing, or by one that is lost, is told nothing. */
export type WakeUpFault = EntryFault | 'lost-told-sent' | 'late';

/** From the bus to a function that runs. */
const USUAL_MS = 1500;
const LATE_MS = 60_000;

/** The bus, and the rule that has notify run at once: maybe twice, late or never, and nothing repeats it (R18). */
export const createWakeUpBus = (options: {
  now: () => number;
  effect: Effect;
  random: Random;
  entryFault: () => EntryFault | undefined;
  wakeUpFault: () => WakeUpFault | undefined;
}) => {
  const { now, effect, random, entryFault, wakeUpFault } = options;
  let wakeUps: WakeUp[] = [];
  const sent = new Set<string>();
  const put = (subjects: readonly SubjectKey[], withinMs: number): void => {
    wakeUps.push({ at: now() + random.below(withinMs), subjects });
  };
  const publisher: EventPublisher = {
    publish: (events) =>
      events.length === 0
        ? Promise.resolve([])
        : effect('bus.publish', () => events.map((event) => send(event, entryFault())), {
            says: events.map(({ subject, type }) => saysWhat(subject, type)).join(', '),
          }),
    wake: (_vendor, subjects) =>
      effect(
        'bus.wake',
        () => {
          const fault = wakeUpFault();
          const isLost = fault === 'lost' || fault === 'lost-told-sent';
          if (!isLost) put(subjects, fault === 'late' ? LATE_MS : USUAL_MS);
          if (fault === 'sent-twice') put(subjects, LATE_MS);
          return fault !== 'lost' && fault !== 'sent-told-failed';
        },
        { says: subjects.map((subject) => saysWhat(subject)).join(', ') },
      ),
  };
  const send = ({ subject, version }: SubjectEvent, fault: EntryFault | undefined): boolean => {
    if (fault !== 'lost') sent.add(`${subjectId(subject)} ${version}`);
    return fault === undefined || fault === 'sent-twice';
  };
  return {
    publisher,
    /** Whether the event of a version was ever on the bus. */
    wasSent: (subject: SubjectKey, version: number): boolean => sent.has(`${subjectId(subject)} ${version}`),
    nextAt: (): number => Math.min(...wakeUps.map(({ at }) => at)),
    /** Those whose time has come. */
    takeDue: (): WakeUp[] => {
      const due = wakeUps.filter(({ at }) => at <= now());
      wakeUps = wakeUps.filter(({ at }) => at > now());
      return due;
    },
    lose: (): void => {
      wakeUps = [];
    },
  };
};
