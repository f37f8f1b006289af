import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { closeTicket, eraseTexts, type TicketChange } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { VENDOR } from '../../../simulation/create-world.ts';
import { createQuestions } from './made-up-questions.ts';

type Questions = ReturnType<typeof createQuestions>;

const outcomesOf = (questions: Questions, id: string) =>
  questions.ticketsOf(id).map(({ key, facts }) => [key.answerId, facts.state, facts.outcome]);
const notices = (questions: Questions) =>
  questions.world.notices().filter(({ facts }) => facts.about === 'past');
const refused = new CoupangError(VENDOR, { code: 'COUPANG_SERVER_ERROR', detail: '503' });

/** The source was read before, so nothing is past. */
const afterFirstReading = async (options: Parameters<typeof createQuestions>[0] = {}) => {
  const questions = createQuestions(options);
  await questions.poll();
  questions.world.advance(MINUTE_MS);
  return questions;
};

const withOneQuestion = async () => {
  const questions = await afterFirstReading();
  const id = questions.ask();
  await questions.poll();
  const [ticket] = questions.ticketsOf(id);
  if (!ticket) throw new Error('no ticket');
  return { questions, id, ticket };
};

/** Polls and tracks the deadlines each minute. */
const watchFor = async ({ pollFor, world }: Questions, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await pollFor(MINUTE_MS);
    await world.trackSla();
  }
};

const write = ({ world }: Questions, change: TicketChange | undefined) =>
  change && world.store.writer.change(change.before, change.facts, change.event, world.now());

describe('a question (R31)', () => {
  test('is announced at its first reading, with a deadline 24 hours after it was asked', async () => {
    const questions = await afterFirstReading();
    const id = questions.ask(HOUR_MS, { orderIds: ['100000000000000001'], sellerProductId: '777' });
    const asked = questions.world.now() - HOUR_MS;
    expect(await questions.poll()).toMatchObject({
      result: 'swept',
      sources: [
        { source: 'call-center', opened: 0 },
        { source: 'product', opened: 1 },
      ],
    });
    expect(questions.ticketsOf(id)).toMatchObject([
      {
        key: { source: 'product', answerId: '0' },
        facts: {
          state: 'open',
          kind: 'question',
          announcement: 'card',
          askedAt: asked,
          dueAt: asked + DAY_MS,
          askedAtUncertain: false,
          orderIds: ['100000000000000001'],
          text: '지어낸 상품 문의입니다.',
        },
      },
    ]);
    expect(questions.world.bus.published.map(({ type }) => type)).toEqual(['TicketOpened']);
  });

  test('with a hand-over of the same number is another ticket', async () => {
    const questions = await afterFirstReading();
    const handOver = questions.world.coupang.handOver();
    questions.ask(0, { inquiryId: handOver });
    await questions.poll();
    expect(questions.world.tickets().map(({ key }) => [key.inquiryId, key.source])).toEqual([
      [handOver, 'call-center'],
      [handOver, 'product'],
    ]);
  });

  test('a quiet poll makes three readings and five requests at most', async () => {
    const requests: string[] = [];
    const questions = await afterFirstReading({ effect: noteCalls(requests) });
    questions.ask();
    questions.world.coupang.handOver();
    await questions.poll();
    await questions.world.drain();
    questions.world.advance(MINUTE_MS);
    requests.length = 0;
    const reads = questions.calls.reads + questions.world.coupang.calls.reads;
    await questions.poll();
    expect(questions.calls.reads + questions.world.coupang.calls.reads - reads).toBe(3);
    expect(requests.filter((name) => name.startsWith('store')).length).toBeLessThanOrEqual(5);
  });

  test.each(['stays listed', 'loses the comment'])(
    'of yesterday that was answered at first sight and %s is not counted as past',
    async (how) => {
      const questions = await afterFirstReading();
      const id = questions.ask(30 * HOUR_MS);
      questions.comment(id);
      await questions.pollFor(2 * MINUTE_MS);
      expect(outcomesOf(questions, id)).toEqual([['0', 'closed', 'answered']]);
      expect(questions.ticketsOf(id)[0]?.facts.announcement).toBe('none');
      if (how === 'loses the comment') questions.removeComments(id);
      await questions.pollFor(3 * HOUR_MS);
      expect(notices(questions)).toEqual([]);
    },
  );

  test.each([
    ['27 minutes before its warning of three hours', 20 * HOUR_MS + 18 * MINUTE_MS, 14, '3h'],
    ['26 minutes before its warning of one hour', 22 * HOUR_MS + 22 * MINUTE_MS, 11, '1h'],
  ])('that its buyer deletes %s brings no warning', async (_, ageMs, minutes, step) => {
    const questions = await afterFirstReading();
    questions.ask();
    const id = questions.ask(ageMs);
    await questions.poll();
    await questions.world.trackSla();
    await questions.pollFor(minutes * MINUTE_MS);
    questions.delete(id);
    await watchFor(questions, 40);
    const [ticket] = questions.ticketsOf(id);
    expect(ticket?.facts).toMatchObject({ state: 'closed', outcome: 'deleted' });
    expect(ticket?.facts.steps.map(({ name }) => name)).not.toContain(step);
  });

  test('is left unanswered 30 days after it was asked', async () => {
    const { questions, id } = await withOneQuestion();
    questions.world.advance(30 * DAY_MS);
    await questions.poll();
    expect(outcomesOf(questions, id)).toEqual([['0', 'closed', 'left-unanswered']]);
  });
});

describe('the first reading of questions (R31)', () => {
  test('400 old questions make one notice and no card', async () => {
    const questions = createQuestions();
    for (let day = 0; day < 400; day += 1) questions.ask(2 * DAY_MS + (day % 25) * DAY_MS);
    const young = questions.ask(HOUR_MS);
    expect(await questions.poll()).toMatchObject({ opened: 1, past: 400 });
    expect(notices(questions)).toMatchObject([
      { facts: { count: 400, source: 'product', oldestAt: questions.world.now() - 26 * DAY_MS } },
    ]);
    await questions.pollFor(20 * MINUTE_MS);
    expect(notices(questions)).toHaveLength(1);
    expect(questions.ticketsOf(young)).toMatchObject([{ facts: { state: 'open' } }]);
    expect(questions.world.tickets().filter(({ facts }) => facts.announcement === 'card')).toHaveLength(1);
  });

  test('begins when the source is switched on, also for a vendor that is long polled, and again after it was off', async () => {
    const questions = createQuestions();
    await questions.pollWithout();
    questions.world.advance(2 * DAY_MS);
    const id = questions.ask(2 * DAY_MS);
    await questions.poll();
    expect(outcomesOf(questions, id)).toEqual([['0', 'closed', 'unknown']]);
    expect(notices(questions)).toHaveLength(1);
    questions.world.advance(DAY_MS);
    await questions.pollWithout();
    const later = questions.ask(2 * DAY_MS);
    await questions.poll();
    expect(outcomesOf(questions, later)).toEqual([['0', 'closed', 'unknown']]);
    expect(notices(questions)).toHaveLength(2);
  });

  test('keeps its state while the source is off for 43 minutes, so that a question it lacked before is late and not past', async () => {
    const questions = createQuestions();
    await questions.poll();
    const lackedAt = questions.world.now();
    questions.world.advance(2 * MINUTE_MS);
    await questions.pollWithout();
    const id = questions.ask(1426 * MINUTE_MS);
    questions.world.advance(41 * MINUTE_MS);
    await questions.poll();
    expect(questions.ticketsOf(id)).toMatchObject([
      { facts: { state: 'open', askedAt: lackedAt, askedAtUncertain: true } },
    ]);
    expect(notices(questions)).toEqual([]);
  });

  test('of a window that failed at first makes no card of an old question, and edits the notice', async () => {
    const questions = createQuestions();
    const { read } = questions.client;
    questions.client.read = async (window, ...how) => {
      const answer = await read(window, ...how);
      const isRecent = questions.world.coupang.isRecent(window);
      if (isRecent) return answer;
      return { reading: { ...answer.reading, complete: false, inquiries: [] }, failure: refused };
    };
    const [recent, old] = [questions.ask(3 * DAY_MS), questions.ask(20 * DAY_MS)];
    await questions.poll();
    expect(notices(questions)).toMatchObject([{ facts: { count: 1 } }]);
    // The notice goes on counting it after it has left the list.
    questions.drop(recent);
    await questions.pollFor(MINUTE_MS);
    questions.client.read = read;
    await questions.pollFor(10 * MINUTE_MS);
    for (const id of [recent, old])
      expect(questions.ticketsOf(id)).toMatchObject([{ facts: { state: 'closed', announcement: 'none' } }]);
    expect(notices(questions)).toMatchObject([{ facts: { count: 2 } }]);
  });

  test.each(['the store fails', 'the poll dies'])(
    'makes one notice of all past questions, though %s after it stored them',
    async (how) => {
      const questions = createQuestions();
      await questions.pollWithout();
      for (let count = 0; count < 3; count += 1) questions.ask(2 * DAY_MS);
      questions.world.advance(MINUTE_MS);
      const fails = async (): Promise<never> => Promise.reject(new Error('made-up failure'));
      const { states, notices: own } = questions.world.pollPorts;
      const failing = {
        notices: { ...own, create: fails },
        ...(how === 'the poll dies' && { states: { ...states, releaseLease: fails } }),
      };
      await expect(questions.poll(failing)).rejects.toThrow('made-up failure');
      expect(questions.world.tickets()).toHaveLength(3);
      await questions.pollFor(5 * MINUTE_MS);
      expect(notices(questions)).toMatchObject([{ facts: { count: 3 } }]);
    },
  );

  test('afterwards no question is past, whatever its own time', async () => {
    const questions = await afterFirstReading();
    const readAt = questions.world.now() - MINUTE_MS;
    const [old, ahead] = [questions.ask(2 * DAY_MS), questions.ask(-17 * HOUR_MS)];
    const now = questions.world.now();
    await questions.poll();
    expect(questions.ticketsOf(old)).toMatchObject([
      { facts: { state: 'open', announcement: 'card', askedAt: readAt, askedAtUncertain: true } },
    ]);
    expect(questions.ticketsOf(ahead)).toMatchObject([{ facts: { askedAt: now, askedAtUncertain: true } }]);
  });
});

describe('a NOANSWER list that does not show open questions (R9)', () => {
  test.each([
    ['is empty', 4],
    ['is halved', 2],
  ])('%s: it closes none that ALL shows as asking, and the team hears of it', async (_, dropped) => {
    const questions = await afterFirstReading();
    const { world } = questions;
    const ids = [1, 2, 3, 4].map((hours) => questions.ask(hours * HOUR_MS));
    await questions.poll();
    await world.trackSla();
    for (const id of ids.slice(0, dropped)) questions.drop(id);
    await watchFor(questions, 60);
    expect(world.tickets().map(({ facts }) => facts.state)).toEqual(
      ids.map((_id, index) => (index < dropped ? 'unverified' : 'open')),
    );
    expect((await world.store.states.read(VENDOR))?.sources.product).toMatchObject({
      failure: { cause: 'contradicted' },
    });
    expect(world.notices()).toMatchObject([
      { facts: { about: 'blind', source: 'product', state: 'open', cause: 'contradicted' } },
    ]);
    // The look-ups go on, so an answer is still seen.
    questions.comment(ids[0] ?? '');
    await questions.pollFor(HOUR_MS);
    for (const id of ids) questions.list(id);
    questions.drop(ids[0] ?? '');
    await questions.pollFor(5 * MINUTE_MS);
    expect(world.tickets().map(({ facts }) => facts.state)).toEqual(['closed', 'open', 'open', 'open']);
    expect(world.tickets()[0]?.facts.outcome).toBe('answered');
  });
});

describe('what old and odd questions do (R31)', () => {
  test('a question of more than 30 days gets no ticket', async () => {
    const questions = await afterFirstReading();
    const id = questions.ask(31 * DAY_MS);
    await questions.poll();
    expect(questions.ticketsOf(id)).toEqual([]);
  });

  test('a later request of an erased question stays without its text', async () => {
    const { questions, id, ticket } = await withOneQuestion();
    await write(questions, eraseTexts(ticket));
    questions.comment(id);
    await questions.pollFor(125 * MINUTE_MS);
    expect(questions.ticketsOf(id).map(({ facts }) => [facts.text, facts.erased])).toEqual([
      ['', true],
      ['', true],
    ]);
  });

  test('a second comment that is dated ahead does not delay the next request', async () => {
    const { questions, id } = await withOneQuestion();
    questions.comment(id);
    await questions.pollFor(MINUTE_MS);
    questions.comment(id, { at: questions.world.now() + 17 * HOUR_MS });
    await questions.pollFor(125 * MINUTE_MS);
    expect(questions.ticketsOf(id)).toHaveLength(2);
  });

  test('a question that ran out while its source was off stays closed when it is switched on again', async () => {
    const { questions, id, ticket } = await withOneQuestion();
    questions.world.advance(9 * DAY_MS);
    const end = { outcome: 'unknown', endedBy: 'past' } as const;
    await write(questions, closeTicket(ticket, end, questions.world.now()));
    await questions.pollWithout();
    await questions.poll();
    await questions.pollFor(90 * MINUTE_MS);
    expect(outcomesOf(questions, id)).toEqual([['0', 'closed', 'unknown']]);
  });
});

describe('the names of products (R31)', () => {
  test('come with a later version of the card, by one call a product a week', async () => {
    const questions = await afterFirstReading();
    questions.names.set('777', { product: '지어낸 등산 배낭', items: { '9': '35L 회색' } });
    const first = questions.ask(0, { sellerProductId: '777', vendorItemId: '9' });
    const second = questions.ask(0, { sellerProductId: '777', vendorItemId: '10' });
    await questions.poll();
    expect(questions.ticketsOf(first)).toMatchObject([
      { outbox: { version: 2 }, facts: { product: '지어낸 등산 배낭', option: '35L 회색' } },
    ]);
    expect(questions.ticketsOf(second)[0]?.facts).toMatchObject({ product: '지어낸 등산 배낭' });
    expect(questions.ticketsOf(second)[0]?.facts).not.toHaveProperty('option');
    questions.failing.names = refused;
    questions.world.advance(MINUTE_MS);
    const later = questions.ask(0, { sellerProductId: '777', vendorItemId: '9' });
    await questions.poll();
    expect(questions.ticketsOf(later)).toMatchObject([
      { facts: { product: '지어낸 등산 배낭', option: '35L 회색' } },
    ]);
    expect(questions.calls.names).toBe(1);
  });

  test('are read again an hour after a failure, and the question is announced without them', async () => {
    const questions = await afterFirstReading();
    questions.failing.names = refused;
    const id = questions.ask(0, { sellerProductId: '777' });
    await questions.poll();
    expect(questions.ticketsOf(id)).toMatchObject([
      { facts: { announcement: 'card' }, outbox: { version: 1 } },
    ]);
    await questions.pollFor(30 * MINUTE_MS);
    const calls = questions.calls.names;
    expect(calls).toBeLessThanOrEqual(2);
    delete questions.failing.names;
    questions.names.set('777', { product: '지어낸 텐트', items: {} });
    await questions.pollFor(40 * MINUTE_MS);
    expect(questions.ticketsOf(id)).toMatchObject([{ facts: { product: '지어낸 텐트' } }]);
  });
});
