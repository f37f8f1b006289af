import { describe, expect, test } from '@jest/globals';
import { createTicketReader } from '../../../../../lib/dynamodb/ticket-reader.ts';
import { withFields } from '../../../../fixtures/domain/make-ticket.ts';
import { MINUTE, SECOND } from '../../../../fixtures/domain/made-up.ts';
import { explore, type Fault, type Model, type Step } from '../../delivery/lane-model/explore.ts';
import {
  answerInWing,
  type Break,
  carryOutAs,
  createWorld,
  type Fate,
  fingerprint,
  keyIn,
  LEFT_MS,
  pollAs,
  pressAs,
  type World,
} from './act-model.ts';
import { isAccepted } from '../../../../../lib/domain/ticket/act.ts';
import { type Source, SOURCES } from '../../../../../lib/domain/sources.ts';
import { answerableUntil } from '../../../../../lib/domain/ticket/answer.ts';
import { makeAct } from '../../../../fixtures/domain/make-act.ts';
import { acceptedAsDone, instead } from '../../../../fixtures/instead.ts';

const atOnce: Step = async (_name, act) => act();

/** Runs the workers that `track-sla` wakes after dead runs, long enough for every reading back. */
const recover = async (world: World, broken?: Break): Promise<void> => {
  for (let minute = 0; minute < 15; minute += 1) {
    world.time.now += MINUTE;
    await carryOutAs(`later-${minute}`, broken)(world, atOnce);
    await pollAs(`poll-${minute}`)(world, atOnce);
  }
};

/** By Coupang's own record and by the refusals that people got. */
const check = async (world: World, broken?: Break): Promise<void> => {
  await recover(world, broken);
  const { sent, refusals, presses, coupang } = world;
  const key = keyIn(world);
  const ticket = await createTicketReader(world.table).ticket(key);
  if (!ticket) throw new Error('There is a ticket.');
  expect(['none', 'sent', 'told']).toContain(ticket.facts.act?.progress ?? 'none');
  const deeds = ticket.facts.history.flatMap(({ deed }) => deed?.press ?? []);
  expect(deeds).toEqual([...new Set(deeds)]);
  for (const { id, text, result } of presses) {
    const login = id === 'press-1' ? 'cs01' : id;
    const posts = sent.filter((post) => post.login === login);
    const done = posts.find(({ doneAt }) => doneAt !== undefined);
    const answers = refusals.filter((refusal) => refusal.id === id);
    const isTaken = id === 'press-1' || result?.is === 'done';
    if (posts.length > 1) throw new Error(`${id} was sent ${posts.length} times`);
    if (!isTaken && posts.length > 0) throw new Error(`${id} was sent without a press`);
    if (done && !deeds.includes(id)) throw new Error(`${id} was done, and the ledger does not say so`);
    if (!done && deeds.includes(id)) throw new Error(`${id} is in the ledger, and was not done`);
    if (isTaken && !done && answers.length === 0) throw new Error(`${id} has no answer`);
    if (answers.some((answer) => answer.text !== text)) throw new Error(`${id} lost its text`);
    if (done && answers.length > 0)
      throw new Error(`${id} was done, and its person was notified that it was not`);
    for (const post of posts) {
      if (SOURCES[key.source].answersPost) expect(post.parentAnswerId).toBe(key.answerId);
      if (post.sentAt >= answerableUntil(ticket)) throw new Error(`${id} was sent after the deadline`);
      if (answers.some(({ sentBefore }) => sent.indexOf(post) >= sentBefore))
        throw new Error(`${id} was sent after its person was notified`);
    }
  }
  expect(sent.every(({ login }) => presses.some(({ id }) => login === 'cs01' || login === id))).toBe(true);
  expect(coupang.inquiries().length).toBe(1);
};

const PAUSES = [61 * SECOND, 11 * MINUTE];
type Workers = Model<World>['workers'];

const run = async (
  what: string,
  workers: Workers,
  options: {
    fates?: readonly Fate[];
    faults: number;
    kinds?: readonly Fault[];
    leftMs?: number;
    pauseMs?: number;
    source?: Source;
  },
): Promise<void> => {
  const { fates = [], faults, kinds, leftMs, pauseMs = 61 * SECOND, source } = options;
  const { states, ends } = await explore<World>({
    create: () => createWorld(fates, leftMs, source),
    workers,
    fingerprint,
    pause: ({ time }) => {
      time.now += pauseMs;
    },
    isRepeated: (name) => name.startsWith('store: update'),
    faults,
    ...(kinds && { kinds }),
    check,
  });
  process.stdout.write(`${what}: ${states} states, ${ends} ends\n`);
  expect(ends).toBeGreaterThan(1);
};

const two = () => [carryOutAs('first'), carryOutAs('second')];
const FATES: Fate[] = ['answered', 'lost-before', 'lost-after', 'refused', 'ignored'];

describe('R28, R29: two runs of act, in every order of their calls', () => {
  test.each(FATES)('when the answer is %s: one call at most, and its person has an answer', async (fate) => {
    await run(`two runs, ${fate}`, two(), { fates: [fate], faults: 0 });
  });

  test.each(FATES.flatMap((fate) => PAUSES.map((pauseMs): [Fate, number] => [fate, pauseMs])))(
    'when one run dies, is paused, or repeats a request, and the answer is %s (a pause has %s ms)',
    async (fate, pauseMs) => {
      await run(`two runs with a fault, ${fate}`, two(), {
        fates: [fate],
        faults: 1,
        pauseMs,
      });
    },
  );

  test.each(FATES)('shortly before the deadline, with pauses, and the answer is %s', async (fate) => {
    await run(`at the deadline, ${fate}`, two(), {
      fates: [fate],
      faults: 2,
      kinds: ['pause', 'crash'],
      leftMs: LEFT_MS,
    });
  });

  test.each(FATES)('while another presses, and the answer is %s', async (fate) => {
    await run(`two runs and a press, ${fate}`, [...two(), pressAs('press-2')], {
      fates: [fate],
      faults: 1,
      kinds: ['crash', 'pause'],
    });
  });

  test.each(FATES)('while a poll closes the ticket, and the answer is %s', async (fate) => {
    await run(`two runs and a poll, ${fate}`, [...two(), pollAs('poll')], {
      fates: [fate],
      faults: 1,
      kinds: ['crash', 'pause'],
    });
  });

  // Once Coupang has accepted a reply, an answer by any login counts as it.
  const notIgnored = FATES.filter((fate) => fate !== 'ignored');
  test.each(notIgnored)(
    'while another answers in WING and a poll sees it, and the answer is %s',
    async (fate) => {
      await run(`a run, WING and a poll, ${fate}`, [carryOutAs('first'), answerInWing, pollAs('poll')], {
        fates: [fate],
        faults: 1,
      });
    },
  );
});

describe('R28: a reply to a question, in every order of the calls', () => {
  const source = 'product';

  test.each(FATES)('two runs with a fault: one call at most, and the answer is %s', async (fate) => {
    await run(`a question, ${fate}`, two(), { fates: [fate], faults: 1, source });
  });

  test.each<Fate>(['lost-before', 'lost-after'])(
    'while another answers in WING without a login, and the answer is %s',
    async (fate) => {
      await run(`a question and WING, ${fate}`, [carryOutAs('first'), answerInWing, pollAs('poll')], {
        fates: [fate],
        faults: 1,
        source,
      });
    },
  );
});

describe('the search finds', () => {
  const planted: [string, Break, Fate, RegExp][] = [
    [
      'a call before its note',
      (services) =>
        instead(
          services,
          'writer',
          'change',
          (change) => async (before, facts, event, at) =>
            facts.act?.progress === 'sending'
              ? withFields(before, { act: facts.act })
              : change(before, facts, event, at),
        ),
      'answered',
      /sent 2 times|does not say so/,
    ],
    [
      'a call that is repeated after a time-out',
      (services) =>
        instead(services, 'actions', 'reply', (reply) => async (...args) => {
          const result = await reply(...args);
          return result.is === 'unsure' ? reply(...args) : result;
        }),
      'lost-before',
      /sent 2 times/,
    ],
    [
      'an accepted reply that counts as done',
      (services) => instead(services, 'writer', 'change', acceptedAsDone),
      'ignored',
      /was not done/,
    ],
    [
      'an accepted reply without its text',
      (services) =>
        instead(services, 'writer', 'change', (change) => async (before, { act, ...facts }, event, at) => {
          const { text, ...kept } = act ?? makeAct();
          const isWithout = act !== undefined && isAccepted(act);
          return change(before, { ...facts, ...(act && { act: isWithout ? kept : act }) }, event, at);
        }),
      'ignored',
      /lost its text/,
    ],
    [
      'a lost answer that counts as not arrived',
      (services) =>
        instead(services, 'actions', 'reply', (reply) => async (...args) => {
          const result = await reply(...args);
          return result.is === 'unsure' ? { is: 'refused', refusal: { code: 'closed' } } : result;
        }),
      'lost-after',
      /notified that it was not|does not say so/,
    ],
    [
      'a call without an end of its time',
      (services) => instead(services, 'actions', 'reply', (reply) => (post) => reply(post, Infinity)),
      'answered',
      /after the deadline|after its person was notified/,
    ],
  ];
  test.each(planted)('%s', async (_what, broken, fate, words) => {
    const found = explore<World>({
      create: () => createWorld([fate], LEFT_MS),
      workers: [carryOutAs('first', broken), carryOutAs('second', broken)],
      fingerprint,
      pause: ({ time }) => {
        time.now += 61 * SECOND;
      },
      isRepeated: () => false,
      faults: 2,
      kinds: ['crash', 'pause'],
      check: (world) => check(world, broken),
    });
    const error: unknown = await found.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    const { message, cause } = error instanceof Error ? error : { message: '', cause: undefined };
    expect(`${message} ${cause instanceof Error ? cause.message : ''}`).toMatch(words);
  });
});
