import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HandOver } from '../../../../local/simulator/make-inquiry.ts';
import { NOW, ONE, type Simulated, startSimulated, VENDOR } from './simulated-coupang.ts';
import { removeTempDirs } from '../temp-dirs.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const CANT_ANSWER =
  "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer";
const CANT_CONFIRM =
  "The inquiry can't be confirm. It can do only inquiryStatus:complete, partnerTransferStatus:requestAnswer";
const OTHERS = "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry";
const LENGTH = 'The reply content length should be between 2 ~ 1000';
const CLOSED = '상담이 종료된 문의입니다 - 522';

let simulated: Simulated;
beforeEach(async () => {
  simulated = await startSimulated({ wingIds: ['cs-team'] });
});
afterEach(() => simulated.simulator.stop());
afterAll(removeTempDirs);

const handOver = async (how: Partial<HandOver> = {}) => {
  const { inquiryId, posts } = await simulated.simulator.handOver(how);
  const parentAnswerId = posts[0]?.answerId ?? '';
  const reply = {
    vendorId: VENDOR.vendorId,
    inquiryId,
    content: '확인했습니다.',
    replyBy: 'cs-team',
    parentAnswerId,
  };
  return {
    inquiryId,
    parentAnswerId,
    reply,
    send: (changes: Record<string, unknown> = {}) =>
      simulated.post(inquiryId, { body: { ...reply, ...changes } }),
    confirm: (confirmBy: unknown = 'cs-team') =>
      simulated.post(inquiryId, { what: 'confirms', body: { confirmBy } }),
    now: () => simulated.simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId),
  };
};
const refused = (message: string) => ({
  status: 400,
  text: expect.stringContaining(JSON.stringify(message)),
});

describe('a reply', () => {
  test('is accepted with a text as code, is the seller’s post, and the inquiry goes to ANSWER', async () => {
    const { send, now, inquiryId } = await handOver();
    expect(await send({ content: '첫 줄\n둘째 줄' })).toMatchObject({
      status: 200,
      text: '{"code":"200","message":"OK"}',
    });
    expect(now()).toMatchObject({
      list: 'ANSWER',
      inquiryStatus: 'progress',
      answeredAt: simulated.clock.now,
      posts: [
        { transferStatus: 'answered', completeReason: 'NONE', needAnswer: false },
        { answerType: 'vendor', receptionist: 'cs-team', content: '첫 줄\n둘째 줄', transferStatus: null },
      ],
    });
    expect((await simulated.get({ path: `${ONE}/${inquiryId}`, query: '' })).text).toContain('둘째 줄');
  });

  test('may have its ids as numbers with all digits', async () => {
    const { reply, parentAnswerId, inquiryId, now } = await handOver();
    const body = JSON.stringify(reply).replace(`"${parentAnswerId}"`, parentAnswerId);
    expect(body).toContain(`"parentAnswerId":${parentAnswerId}`);
    expect((await simulated.post(inquiryId, { body })).status).toBe(200);
    expect(now()?.list).toBe('ANSWER');
  });

  test('is refused a second time', async () => {
    const { send, now } = await handOver();
    await send();
    expect(await send()).toMatchObject(refused(CANT_ANSWER));
    expect(now()?.posts).toHaveLength(2);
  });

  test('is accepted once if it comes twice at the same moment', async () => {
    const { send, now } = await handOver();
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect(now()?.posts).toHaveLength(2);
  });

  test.each([
    ['one character', { content: '네' }, LENGTH],
    ['1001 characters', { content: 'ㄱ'.repeat(1001) }, LENGTH],
    ['no content', { content: null }, LENGTH],
    ['no parent', { parentAnswerId: undefined }, 'The parentAnswerId is required.'],
    ['a post that is not there as its parent', { parentAnswerId: '1' }, CANT_ANSWER],
    ['an unknown WING login', { replyBy: 'nobody' }, 'userId가 올바르지 않습니다 - 520'],
    ['no WING login', { replyBy: undefined }, 'userId가 올바르지 않습니다 - 521'],
    ['another inquiry in its body', { inquiryId: '1' }, OTHERS],
    ['another vendor in its body', { vendorId: 'A00099999' }, OTHERS],
  ])('with %s is refused, and changes nothing', async (_name, changes, message) => {
    const { send, now } = await handOver();
    expect(await send(changes)).toMatchObject(refused(message));
    expect(now()).toMatchObject({ list: 'NO_ANSWER', posts: [{ transferStatus: 'requestAnswer' }] });
  });

  test.each([2, 1000])('of %i characters is accepted', async (length) => {
    const { send } = await handOver();
    expect((await send({ content: 'ㄱ'.repeat(length) })).status).toBe(200);
  });

  test('to an inquiry of another vendor is refused', async () => {
    const theirs = await simulated.simulator.handOver({ vendor: { market: 'TW', vendorId: 'C00000002' } });
    const { reply } = await handOver();
    const body = { ...reply, inquiryId: theirs.inquiryId };
    expect(await simulated.post(theirs.inquiryId, { body })).toMatchObject(refused(OTHERS));
  });

  test('to a TRANSFER is refused', async () => {
    expect(await (await handOver({ kind: 'confirm' })).send()).toMatchObject(refused(CANT_ANSWER));
  });

  test('24 hours after the request is refused, whether or not the system has posted', async () => {
    const { send, now } = await handOver({ askedAt: NOW - 24 * HOUR_MS });
    expect(await send()).toMatchObject(refused(CLOSED));
    await simulated.simulator.tick();
    expect(now()?.posts[1]?.content).toMatch(/^\[쿠팡 시스템\]/);
    expect(await send()).toMatchObject(refused(CLOSED));
  });

  test('a moment before the 24 hours is accepted', async () => {
    const { send } = await handOver({ askedAt: NOW - 24 * HOUR_MS + 1001 });
    expect((await send()).status).toBe(200);
  });

  test.each([
    ['withdrawn', 'withdraw', CANT_ANSWER],
    ['decided by Coupang', 'decide', CLOSED],
  ] as const)('to a hand-over that was %s is refused', async (_name, act, message) => {
    const { send, inquiryId } = await handOver();
    await simulated.simulator[act](inquiryId);
    expect(await send()).toMatchObject(refused(message));
  });

  test('ends only the post that it names; another post still asks (R10)', async () => {
    const { send, inquiryId, parentAnswerId, now } = await handOver();
    await simulated.simulator.handOverAgain(inquiryId);
    const second = now()?.posts[1]?.answerId;
    expect((await send({ parentAnswerId: second })).status).toBe(200);
    expect(now()).toMatchObject({
      list: 'NO_ANSWER',
      posts: [
        { transferStatus: 'requestAnswer' },
        { transferStatus: 'answered' },
        { parentAnswerId: second },
      ],
    });
    const { text } = await simulated.get({ path: `${ONE}/${inquiryId}`, query: '' });
    expect([...text.matchAll(/"parentAnswerId":([^,]+),/g)].map(([, id]) => id)).toEqual(['0', '0', second]);
    expect((await send({ parentAnswerId })).status).toBe(200);
    expect(now()?.list).toBe('ANSWER');
  });

  test('must come within the 24 hours of the post that it names', async () => {
    const { send, inquiryId, now } = await handOver({ askedAt: NOW - 24 * HOUR_MS });
    await simulated.simulator.handOverAgain(inquiryId);
    expect(await send()).toMatchObject(refused(CLOSED));
    expect((await send({ parentAnswerId: now()?.posts[1]?.answerId })).status).toBe(200);
    await simulated.simulator.tick();
    expect(now()).toMatchObject({ list: 'ANSWER', posts: [{}, {}, {}, { receptionist: 'system' }] });
    expect(await send()).toMatchObject(refused(CLOSED));
    expect(await send({ parentAnswerId: now()?.posts[1]?.answerId })).toMatchObject(refused(CANT_ANSWER));
  });

  test('to the second hand-over is accepted, to the first no longer', async () => {
    const { send, inquiryId, now } = await handOver();
    await send();
    await simulated.simulator.handOverAgain(inquiryId);
    expect(await send()).toMatchObject(refused(CANT_ANSWER));
    const second = now()?.posts.at(-1);
    expect(second?.content).toContain('재문의');
    expect((await send({ parentAnswerId: second?.answerId })).status).toBe(200);
  });

  test.each([
    [13, '\r'],
    [10, '\n'],
  ])(
    'with the raw character %i in its text cannot be read, and the message reports that',
    async (code, character) => {
      const { reply, inquiryId } = await handOver();
      const body = JSON.stringify({ ...reply, content: '첫 줄|둘째 줄' }).replace('|', character);
      const { status, text } = await simulated.post(inquiryId, { body });
      expect(status).toBe(400);
      expect(text).toContain(`Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code ${code}))`);
    },
  );

  test('that is no JSON is refused as unreadable', async () => {
    const { inquiryId } = await handOver();
    expect(await simulated.post(inquiryId, { body: '{"content":' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('Could not read JSON'),
    });
  });

  test('with an old signature is a 401, and changes nothing', async () => {
    const { reply, inquiryId, now } = await handOver();
    const stale = await simulated.post(inquiryId, { body: reply, signedAgoMs: 6 * 60_000 });
    expect(stale).toMatchObject({
      status: 401,
      text: expect.stringContaining('Specified signature is expired.'),
    });
    expect(now()?.list).toBe('NO_ANSWER');
  });

  test('of an unknown vendor is a 404', async () => {
    const { reply, inquiryId } = await handOver();
    expect((await simulated.post(inquiryId, { vendorId: 'A00099999', body: reply })).status).toBe(404);
  });
});

describe('a confirmation', () => {
  test('of a TRANSFER is accepted, marks the asking post, and the inquiry goes to ANSWER', async () => {
    const { confirm, now } = await handOver({ kind: 'confirm' });
    expect(await confirm()).toMatchObject({ status: 200, text: '{"code":"200","message":"OK"}' });
    expect(now()).toMatchObject({
      list: 'ANSWER',
      posts: [{ transferStatus: 'answered', completeReason: 'DISPUTE_PROCESS_COMPLETE' }],
    });
  });

  test('is refused a second time, and after 24 hours, since the case is closed', async () => {
    const { confirm } = await handOver({ kind: 'confirm' });
    await confirm();
    expect(await confirm()).toMatchObject(refused(CLOSED));
    const late = await handOver({ kind: 'confirm', askedAt: NOW - 24 * HOUR_MS });
    expect(await late.confirm()).toMatchObject(refused(CLOSED));
    expect(late.now()?.list).toBe('TRANSFER');
  });

  test('is accepted within 24 hours of the newest request, and ends both', async () => {
    const { confirm, inquiryId, now } = await handOver({ kind: 'confirm', askedAt: NOW - 30 * HOUR_MS });
    await simulated.simulator.handOverAgain(inquiryId, 'confirm');
    expect((await confirm()).status).toBe(200);
    expect(now()).toMatchObject({
      list: 'ANSWER',
      posts: [{ transferStatus: 'answered' }, { transferStatus: 'answered' }],
    });
  });

  test('of a NO_ANSWER is refused', async () => {
    expect(await (await handOver()).confirm()).toMatchObject(refused(CANT_CONFIRM));
  });

  test.each([
    ['an unknown WING login', 'nobody', 'userId가 올바르지 않습니다 - 520'],
    ['no WING login', null, 'userId가 올바르지 않습니다 - 521'],
  ])('by %s is refused', async (_name, login, message) => {
    const { confirm, now } = await handOver({ kind: 'confirm' });
    expect(await confirm(login)).toMatchObject(refused(message));
    expect(now()?.list).toBe('TRANSFER');
  });

  test('of an inquiry that an agent has ended is refused', async () => {
    const { confirm, inquiryId } = await handOver({ kind: 'confirm' });
    await simulated.simulator.withdraw(inquiryId);
    expect(await confirm()).toMatchObject(refused(CLOSED));
  });

  test('of an unknown inquiry is refused', async () => {
    const body = { confirmBy: 'cs-team' };
    expect(await simulated.post('1', { what: 'confirms', body })).toMatchObject(refused(OTHERS));
  });
});

test('without a list of logins, any well-formed login is accepted', async () => {
  const open = await startSimulated();
  const { inquiryId } = await open.simulator.handOver({ kind: 'confirm' });
  expect((await open.post(inquiryId, { what: 'confirms', body: { confirmBy: 'x y' } })).status).toBe(400);
  expect((await open.post(inquiryId, { what: 'confirms', body: { confirmBy: 'anybody' } })).status).toBe(200);
  await open.simulator.stop();
});
