import { closeTicket } from '../../../../../lib/domain/ticket/ticket-changes.ts';
import { createTicketReader } from '../../../../../lib/dynamodb/ticket-reader.ts';
import { createTicketWriter } from '../../../../../lib/dynamodb/ticket-writer.ts';
import { newTicketItem } from '../../../../../lib/dynamodb/ticket-item.ts';
import { NO_LOG } from '../../../../../lib/workflows/ports/log.ts';
import type { Table } from '../../../../../lib/dynamodb/table.ts';
import { SOURCE_RULES } from '../../../../../lib/domain/registry/source-rules.ts';
import type { Inquiry } from '../../../../../lib/domain/inquiry/inquiry.ts';
import { type Source, SOURCES } from '../../../../../lib/domain/sources.ts';
import { defined } from '../../../../../lib/domain/defined.ts';
import type { Act, Press } from '../../../../../lib/domain/ticket/act.ts';
import type { Ticket } from '../../../../../lib/domain/ticket/ticket.ts';
import type { ActPorts } from '../../../../../lib/workflows/acts/act-ports.ts';
import { carryOut } from '../../../../../lib/workflows/acts/carry-out.ts';
import { press, type PressResult } from '../../../../../lib/workflows/acts/press.ts';
import { makeAct, makeReplyPress } from '../../../../fixtures/domain/make-act.ts';
import { DAY, NOW, SECOND } from '../../../../fixtures/domain/made-up.ts';
import { makeQuestion, makeQuestionTicket } from '../../../../fixtures/domain/make-question.ts';
import { makeKey, makeTicket } from '../../../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../../../simulation/create-world.ts';
import type { Effect } from '../../../../simulation/effect.ts';
import { makeUpSourceError } from '../../../../simulation/made-up-errors.ts';
import { createMemoryActions, type Sent } from '../../../../simulation/memory-actions.ts';
import { type CoupangPeople, createCoupangPeople } from '../../../../simulation/coupang-people.ts';
import { readShown } from '../../../../simulation/coupang-source.ts';
import { createConditionTable } from '../../delivery/lane-model/condition-table.ts';
import { steppedTable } from '../../delivery/lane-model/drain-model.ts';
import type { Step } from '../../delivery/lane-model/explore.ts';

/**
 * The fate of the call at Coupang: its answer comes, or is lost before or after it took effect. `ignored`: it is
 * accepted.
 */
export type Fate = 'answered' | 'lost-before' | 'lost-after' | 'refused' | 'ignored';

/** The store, Coupang, one person's Slack and the time that all workers share. */
export type World = {
  table: Table;
  items: ReturnType<typeof createConditionTable>['items'];
  time: { now: number };
  coupang: CoupangPeople;
  sent: Sent[];
  /** `sentBefore`: how many calls there were by then. */
  refusals: { id: string; code: string; text: string | undefined; sentBefore: number }[];
  presses: { id: string; text: string; result?: PressResult }[];
  /** The fates of the next POSTs, in order. */
  fates: Fate[];
  source: Source;
  makeActions: ReturnType<typeof createMemoryActions>['actions'];
};

/** Each call is a step of the explorer, which alone decides when it takes effect. */
const atOnce: Effect = async (_name, take) => take();

const DONE = { is: 'done' } as const;
const REFUSED = { is: 'refused', refusal: { code: 'closed' } } as const;
const UNSURE = { is: 'unsure', failure: makeUpSourceError('reading') } as const;

/** The model begins this long before the deadline. */
export const LEFT_MS = 40 * SECOND;

/** A ticket with an asked reply. `leftMs`: until its deadline. */
export const createWorld = (
  fates: readonly Fate[],
  leftMs = DAY / 2,
  source: Source = 'call-center',
): World => {
  const time = { now: NOW };
  const { table, items } = createConditionTable();
  const coupang = createCoupangPeople(() => time.now);
  const inquiryId = coupang.handOver({ requestAgeMs: DAY - leftMs });
  const { answerId, at } = coupang.record.of(inquiryId)[0] ?? { answerId: '', at: 0 };
  const clock = { askedAt: at, dueAt: at + DAY, act: makeAct() };
  const ticket = SOURCES[source].isPublic
    ? makeQuestionTicket({ ...VENDOR, inquiryId, text: QUESTION, ...clock })
    : makeTicket({ ...VENDOR, inquiryId, answerId, ...clock });
  void table.put(newTicketItem(ticket), 'attribute_not_exists(#pk)');
  const { actions, sent } = createMemoryActions(coupang, () => time.now, atOnce);
  const first = { id: 'press-1', text: makeAct().text ?? '' };
  return {
    table,
    items,
    time,
    coupang,
    sent,
    refusals: [],
    presses: [first],
    fates: [...fates],
    source,
    makeActions: actions,
  };
};

export const fingerprint = ({ items, time, coupang, sent, refusals, presses, fates }: World): string =>
  JSON.stringify([[...items.values()], time.now, coupang.inquiries(), sent, refusals, presses, fates]);

export const keyIn = ({ coupang, source }: World) => {
  const inquiryId = coupang.inquiries()[0]?.inquiryId ?? '';
  const answerId = SOURCES[source].answersPost ? coupang.record.of(inquiryId)[0]?.answerId : '0';
  return makeKey({ ...VENDOR, source, inquiryId, answerId: answerId ?? '' });
};

const QUESTION = '지어낸 질문입니다.';

/** The hand-over of the memory as ALL shows a question: the seller's posts without their logins, and with the texts that were sent. */
const asQuestion = ({ inquiryId, posts }: Inquiry, sent: readonly Sent[]): Inquiry => {
  const texts = sent.flatMap(({ doneAt, content }) => (doneAt === undefined ? [] : [content ?? '']));
  const comments = posts.filter(({ by }) => by === 'vendor');
  return makeQuestion({
    inquiryId,
    content: QUESTION,
    posts: comments.map(({ login, ...comment }) => ({
      ...comment,
      ...(sent.some((post) => post.login === login) && { text: texts.shift() ?? '' }),
    })),
  });
};

/** Plants a defect. */
export type Break = (services: ActPorts, world: World) => ActPorts;
const whole: Break = (services) => services;

export const carryOutAs =
  (name: string, broken: Break = whole) =>
  async (world: World, step: Step): Promise<void> => {
    await carryOut(keyIn(world), { egress: 'made-up' }, broken(servicesOf(name, world, step), world));
  };

/** Another person replies, by what the ticket asks. */
export const pressAs =
  (name: string) =>
  async (world: World, step: Step): Promise<void> => {
    const services = servicesOf(name, world, step);
    const seen = await createTicketReader(world.table).ticket(keyIn(world));
    if (!seen) throw new Error('There is a ticket.');
    const text = `Text of ${name}.`;
    const pressed: Press = {
      ...makeReplyPress(seen, name),
      do: 'reply',
      wingId: name,
      text,
      mark: markOf(seen),
    };
    const noted: World['presses'][number] = { id: name, text };
    world.presses.push(noted);
    noted.result = await press(keyIn(world), pressed, { ...services, claimStaleMs: Infinity });
  };

const markOf = (ticket: Ticket): string => {
  const pressed = makeReplyPress(ticket);
  return pressed.do === 'reply' ? pressed.mark : '';
};

/** A poll that closes the ticket once Coupang shows an end. */
export const pollAs =
  (name: string) =>
  async (world: World, step: Step): Promise<void> => {
    const { reader, writer, source } = servicesOf(name, world, step);
    const key = keyIn(world);
    const inquiry = await source.inquiry(key, Infinity);
    const ticket = await reader.ticket(key);
    if (!ticket || !inquiry || ticket.facts.state === 'closed') return;
    const verdict = SOURCE_RULES[world.source].judge(ticket, inquiry, world.time.now);
    if (verdict.is !== 'ended') return;
    const { before, facts, event } = closeTicket(ticket, verdict.end, world.time.now);
    await writer.change(before, facts, event, world.time.now);
  };

/** Another seller answers in WING. */
export const answerInWing = async (world: World, step: Step): Promise<void> => {
  await step('wing: answer', () => {
    const [inquiry] = world.coupang.inquiries();
    if (inquiry?.list === 'NO_ANSWER') world.coupang.answer(inquiry.inquiryId);
  });
};

const servicesOf = (worker: string, world: World, step: Step): ActPorts => {
  const { time, coupang, refusals } = world;
  const table = steppedTable(world.table, step);
  let tokens = 0;
  const reader = createTicketReader(table);
  const writer = createTicketWriter(table, () => `${worker}-${(tokens += 1)}`, NO_LOG);
  return {
    reader,
    // Publishing has models of its own (R2).
    writer: { change: writer.change, notePublished: async () => {} },
    states: {
      read: async () => undefined,
      egressBlock: async () => undefined,
      noteActStop: async () => {},
    },
    publisher: { publish: async (events) => events.map(() => true), wake: async () => true },
    clock: { now: () => time.now, elapsed: () => time.now },
    source: {
      inquiry: ({ inquiryId: id }) =>
        step('coupang: inquiry', () => {
          const known = coupang.inquiry(id);
          const inquiry = known && readShown(coupang.show(known));
          return inquiry && SOURCES[world.source].isPublic ? asQuestion(inquiry, world.sent) : inquiry;
        }),
      keyFingerprint: async () => 'made-up',
    },
    actions: {
      confirm: async () => UNSURE,
      reply: (reply, stopAt) =>
        step('coupang: post', async () => {
          const fate = world.fates.shift() ?? 'answered';
          if (fate !== 'answered' && fate !== 'lost-after' && time.now < stopAt) {
            world.sent.push({ does: 'reply', ...reply, login: reply.replyBy, sentAt: time.now });
            return { refused: REFUSED, ignored: DONE, 'lost-before': UNSURE }[fate];
          }
          const [post] = coupang.record.of(reply.inquiryId);
          // The memory knows only hand-overs.
          const parent = reply.parentAnswerId ?? post?.answerId;
          const result = await world.makeActions.reply(
            { ...reply, ...defined({ parentAnswerId: parent }) },
            stopAt,
          );
          return fate === 'lost-after' && result.is !== 'failed' ? UNSURE : result;
        }),
    },
    maySend: () => true,
    whoMayBeAssigned: async () => [],
    doNotDisturb: { resting: async () => new Set() },
    people: {
      refused: (person, _ticket, { code }, text) =>
        step('slack: notify', () => {
          refusals.push({ id: idOf(person), code, text, sentBefore: world.sent.length });
        }),
    },
    log: NO_LOG,
  };
};

const idOf = (person: Partial<Act>): string => person.id ?? '';
