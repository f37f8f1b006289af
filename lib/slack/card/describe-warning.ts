import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { escalatedStep, type Mentions, mentionsOfLine } from '../../domain/ladder/step-mentions.ts';
import type { StepLine } from '../../domain/ticket/line.ts';
import { levelOfStep, levelOfTicket } from '../../domain/ladder/warning-level.ts';
import { namedLeftMs, roundDown } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { formatDuration, formatLeft, formatSlackDate, formatSlackTime } from '../format/format-due.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { joinParts } from '../format/list-lines.ts';
import { LEVEL_MARKS, UNVERIFIED_MARK } from '../format/marks.ts';
import { nameClaimer, sayWhetherClaimed } from './name-claimer.ts';
import { WORDING, type Texts } from '../wording/wording.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/**
 * The lines of a warning for an open ticket. The first one begins with the ticket's level, like its card. A warning is never calm.
 * @param now epoch ms
 */
export const describeWarning = (
  ticket: Ticket,
  step: StepLine,
  vendor: VendorConfig,
  now: number,
): string[] => {
  const mentioned = mentionsOfLine(ticket, step, vendor, now);
  const texts = WORDING[vendor.language];
  const words = texts.step;
  const zone = MARKET_ZONES[ticket.key.market];
  const { dueAt, kind, state } = ticket.facts;
  const due = formatSlackDate(dueAt, zone, texts);
  const time = formatSlackTime(dueAt, now, zone, texts);
  const gone = state === 'unverified' ? [`${UNVERIFIED_MARK} ${texts.unverifiedTitle}`] : [];
  const level = levelOfTicket(ticket.facts, vendor, now);
  const mark = LEVEL_MARKS[level === 'none' ? 'warned' : level];
  switch (step.name) {
    case 'overdue': {
      const title = (state === 'unverified' ? words.overdueGone : words.overdue[kind])(time);
      return [`${mark} ${title}`, whose(ticket, mentioned, texts)];
    }
    case 'off-hours':
      return [`${mark} ${words.offHours(due)}`, whose(ticket, mentioned, texts), ...gone];
    case 'last-shift':
      return [`${mark} ${words.lastShift(due)}`, whose(ticket, mentioned, texts), ...gone];
    default: {
      const isNear = levelOfStep(escalatedStep(ticket.facts, step), vendor) === 'last';
      const title = joinParts(
        sayWhy(step, now, texts),
        sayLeft(namedLeftMs(step.name, dueAt - now), time, isNear, texts),
        whose(ticket, mentioned, texts),
      );
      return [
        `${mark} ${title}`,
        ...(step.name === 'target' ? [words.targetMeaning] : []),
        ...gone,
        ...(isNear && dueAt > now ? [words.meaning[kind](time)] : []),
      ];
    }
  }
};

const sayWhy = ({ name, deadline }: StepLine, now: number, texts: Texts): string | undefined => {
  if (name === 'target') return texts.step.target;
  return name === 'stale' ? texts.step.stale(formatDuration(roundDown(now - deadline), texts)) : undefined;
};

const sayLeft = (leftMs: number, time: string, isNear: boolean, texts: Texts): string => {
  const words = texts.step;
  if (leftMs <= 0) return words.pastDue(time);
  const say = isNear && leftMs >= MINUTE_MS ? words.nearDue : words.untilDue;
  return say(formatLeft(leftMs, texts), time);
};

/** `미답변 · 담당 @U0CS · @당번`: the kind, the claim, and the mentions. */
const whose = (ticket: Ticket, { mentions, claimer }: Mentions, texts: Texts): string =>
  joinParts(
    texts.kind[ticket.facts.kind],
    (claimer ? nameClaimer : sayWhetherClaimed)(ticket.facts, texts),
    formatMentions(mentions),
  );
