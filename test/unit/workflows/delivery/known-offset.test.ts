import { describe, expect, test } from '@jest/globals';
import { newNotice } from '../../../../lib/domain/notice/notice.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { createKnownOffset } from '../../../../lib/workflows/delivery/known-offset.ts';
import { publishEvents } from '../../../../lib/workflows/outbox/publish-events.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/concurrent-write.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import { MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { createWorld, silent } from '../../../simulation/create-world.ts';

const FAST_MS = -50 * MINUTE;

const setUp = (offsetMs: number | undefined) => {
  const clock = { at: NOW, now: () => clock.at };
  const known = { offsetMs, reads: 0, fails: false };
  const warned: unknown[] = [];
  const read = async () => {
    known.reads += 1;
    if (known.fails) throw new ConcurrentWrite('made-up failure', 1);
    return { ...NEW_VENDOR_STATE, ...(known.offsetMs !== undefined && { clockOffsetMs: known.offsetMs }) };
  };
  const log = {
    info: () => {},
    error: () => {},
    warn: (message: string, fields?: object) => void warned.push({ message, ...fields }),
  };
  return { clock, known, warned, ask: createKnownOffset({ states: { read }, clock, log }) };
};

describe('R6: Coupang’s offset in notify', () => {
  test('is read once a minute for each vendor', async () => {
    const { clock, known, ask } = setUp(FAST_MS);
    expect(await ask(VENDOR)).toBe(FAST_MS);
    clock.at += MINUTE - 1;
    known.offsetMs = 0;
    expect(await ask(VENDOR)).toBe(FAST_MS);
    expect(known.reads).toBe(1);
    expect(await ask({ ...VENDOR, vendorId: 'A00099999' })).toBe(0);
    clock.at += 1;
    expect(await ask(VENDOR)).toBe(0);
  });

  test('is read again if this machine’s clock was set back', async () => {
    const { clock, known, ask } = setUp(FAST_MS);
    await ask(VENDOR);
    clock.at += FAST_MS;
    known.offsetMs = 0;
    expect(await ask(VENDOR)).toBe(0);
  });

  test('is zero until Coupang’s clock is known, and read each time until then', async () => {
    const { known, ask } = setUp(undefined);
    expect(await ask(VENDOR)).toBe(0);
    known.offsetMs = FAST_MS;
    expect(await ask(VENDOR)).toBe(FAST_MS);
  });

  test('stays the last one if the state cannot be read, and the log says so', async () => {
    const { clock, known, warned, ask } = setUp(FAST_MS);
    known.fails = true;
    expect(await ask(VENDOR)).toBe(0);
    known.fails = false;
    await ask(VENDOR);
    known.fails = true;
    clock.at += MINUTE;
    expect(await ask(VENDOR)).toBe(FAST_MS);
    const told = { ...VENDOR, message: expect.stringContaining('made-up failure'), code: 'WRITE_CONTENDED' };
    expect(warned).toEqual([told, told]);
  });

  test('is none for a vendor without a state; a defect is no such failure', async () => {
    const { clock } = setUp(undefined);
    const askBy = (read: () => Promise<undefined>) =>
      createKnownOffset({ states: { read }, clock, log: silent })(VENDOR);
    expect(await askBy(async () => undefined)).toBe(0);
    await expect(askBy(async () => Promise.reject(new Error('made-up defect')))).rejects.toThrow('defect');
  });
});

describe('R6: notify on a machine whose clock is 50 minutes fast', () => {
  test('gives Slack Coupang’s offset with the card, its edits and its lines', async () => {
    const world = createWorld();
    world.coupang.source.clockOffsetMs = () => FAST_MS;
    const id = world.coupang.handOver({ askedAgoMs: 22 * 60 * MINUTE + 58 * MINUTE - FAST_MS });
    await world.poll();
    const told: unknown[] = [];
    const { slack } = world.slack;
    const { preparePost, prepareEdit } = slack;
    slack.preparePost = (deliverable, name, to, how) => {
      told.push([name.split('/').slice(0, 2).join('/'), how.offsetMs]);
      return preparePost(deliverable, name, to, how);
    };
    slack.prepareEdit = (deliverable, how) => {
      told.push(['edit', how.offsetMs]);
      return prepareEdit(deliverable, how);
    };
    await world.drain();
    world.advance(MINUTE);
    await world.trackSla();
    await world.drain();
    expect(world.ticketOf(id).facts.steps.map(({ name }) => name)).toEqual(['3h', '1h']);
    expect(told).toEqual([
      ['card', FAST_MS],
      ['step/1h', FAST_MS],
      ['edit', FAST_MS],
    ]);
  });

  test('notes the next try of a refused notice by Coupang’s clock', async () => {
    const world = createWorld();
    world.coupang.source.clockOffsetMs = () => FAST_MS;
    await world.poll();
    const { publisher, clock } = world.drainServices;
    const notice = world.store.put(
      newNotice({ ...VENDOR, notice: 'key-expiry/1' }, { about: 'key-expiry', expiresOn: '2026-12-01' }, 1),
    );
    await publishEvents([notice], { publisher, clock, writer: world.store.writer });
    world.slack.failBefore.push(new SlackFailure('refused', 'made_up_word', 'made up'));
    await world.drain();
    const [{ delivery: { retries }, index: { attentionAt } } = notice] = world.notices();
    expect(retries).toMatchObject({ notice: { at: world.now() + MINUTE } });
    expect(attentionAt).toBe(world.now() + FAST_MS + MINUTE);
  });
});
