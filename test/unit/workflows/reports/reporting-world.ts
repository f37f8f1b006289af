import type { NoticeName } from '../../../../lib/domain/notice/notice.ts';
import { report, type ReportSettings, type ReportTally } from '../../../../lib/workflows/reports/report.ts';
import type { ReportPorts } from '../../../../lib/workflows/reports/report-ports.ts';
import { DAY, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { createWorld, VENDOR } from '../../../simulation/create-world.ts';
import { type Effect, plain } from '../../../simulation/effect.ts';
import { makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';

const DAYTIME = ['09:00-12:00', '13:00-18:00'];

/** A team that works Monday to Friday. `report` runs every five minutes. */
export const REPORT_SETTINGS: ReportSettings = {
  zone: ZONE,
  calendar: makeWeekdays(DAYTIME),
  leadMs: 5 * MINUTE + 15_000,
  // No poll runs in this world.
  blindMs: Infinity,
  sources: ['call-center'],
  scoreSources: ['call-center', 'product'],
  holidaysUnknown: () => undefined,
};

export const seoul = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+09:00`);

/**
 * A world with a clock that the test sets, a vendor that has been polled for a year, and a record of the ports' calls.
 */
export const createReportingWorld = (options: Parameters<typeof createWorld>[0] = {}) => {
  const calls: string[] = [];
  const { effect = plain } = options;
  const noting: Effect = (name, take, about) => {
    calls.push(name);
    return effect(name, take, about);
  };
  const world = createWorld({ ...options, effect: noting });
  const { store } = world;
  const newMemory = () => ({
    known: new Set<string>(),
    removedUntil: new Map<string, number>(),
    warnedAt: new Map<string, number>(),
    ranOutAt: new Map<string, number>(),
  });
  let memory = newMemory();
  const services = (): ReportPorts => ({
    ...world.reportPorts,
    ...memory,
  });
  return {
    ...world,
    calls,
    services,
    setClock: (text: string): void => world.advance(seoul(text) - world.now()),
    keep: async (state: StateFields = {}) => {
      await store.states.takeLease(VENDOR, { token: 'made-up', now: world.now(), until: world.now() });
      const polled = { firstPollAt: world.now() - 365 * DAY, recentCompleteAt: world.now() };
      await store.states.releaseLease(VENDOR, 'made-up', makeState({ ...polled, ...state }));
      calls.length = 0;
    },
    report: (settings: Partial<ReportSettings> = {}): Promise<ReportTally> =>
      report(VENDOR, { ...REPORT_SETTINGS, ...settings }, services()),
    /** A new process has no memory of the last one. */
    startAnew: (): void => void (memory = newMemory()),
    names: (): string[] => world.notices().map(({ key: { notice } }) => notice),
    factsOf: (name: NoticeName) => world.notices().find(({ key: { notice } }) => notice === name)?.facts,
  };
};
