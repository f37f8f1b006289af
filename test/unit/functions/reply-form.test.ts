import { describe, expect, test } from '@jest/globals';
import { GUARD_RULES } from '../../../lib/domain/act/guard-rules.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { makeAct } from '../../fixtures/domain/make-act.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { type TicketFields, makeClosedTicket } from '../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, SECOND } from '../../fixtures/domain/made-up.ts';
import {
  type Door,
  EMPTY,
  NOW,
  answerOf,
  click,
  ephemerals,
  errorOf,
  fieldOf,
  fill,
  openDoor,
  openForm,
  previewOf,
  shownForm,
  openTicket,
  openReplyForm,
  OUTAGE,
  sendTwice,
  TEXT,
  refusing,
  untouched,
} from './slack-door.ts';
import { makeQuestionTicket } from '../../fixtures/domain/make-question.ts';

describe('the form of a reply (A3, A4)', () => {
  const acting = {
    signature: 'AA몰 고객지원팀',
    templates: [
      { name: '안내', text: '안내드립니다.' },
      { name: '환불', category: '환불', text: '환불해 드리겠습니다.' },
      { name: '교환', category: '교환', text: '{product} 교환: 주문 {order} ({date}).' },
    ],
  };

  test('goes from the card over the preview to Coupang, signed, as one act', async () => {
    const { door, ticket } = await openTicket({ acting });
    const { preview, response } = await sendTwice(door, ticket, `${TEXT}\r\n`);
    expect(answerOf(response)).toEqual({ response_action: 'clear' });
    expect(door.ticket(ticket)?.facts.act).toMatchObject({
      id: expect.stringMatching(/^V0MADEUP\//),
      by: 'U0CS',
      name: 'minji',
      channel: 'C0CS',
      do: 'reply',
      wingId: 'cs01',
      text: `${TEXT}\nAA몰 고객지원팀`,
      progress: 'asked',
    });
    expect(JSON.stringify(preview.blocks)).toContain('AA몰 고객지원팀');
    await Promise.all([1, 2, 3].map(() => door.send(fill(preview, `${TEXT}\r\n`))));
    expect(door.published.map(({ type }) => type)).toEqual(['ActAsked']);
    expect(door.log.lines.join()).not.toContain(TEXT);
  });

  test('R28: a form that is sent again after Coupang refused it shows the refusal, and only a new form sends the reply', async () => {
    const { door, ticket } = await openTicket();
    const { preview } = await sendTwice(door, ticket, TEXT);
    const become = (progress: 'refused' | 'told') => {
      const { facts, outbox } = door.ticket(ticket) ?? ticket;
      const { refusal: _, ...act } = makeAct(facts.act);
      const refusal = { code: 'unreachable', cause: 'coupang-down' } as const;
      return door.put({
        ...facts,
        version: outbox.version + 1,
        act: makeAct({ ...act, progress, ...(progress === 'refused' && { refusal }) }),
      });
    };
    become('refused');
    const refused = await door.send(fill(preview, TEXT));
    expect(JSON.stringify(answerOf(refused).errors)).toContain('보내지 못했습니다');
    const { facts } = become('told');
    door.advance(SECOND);
    await door.send(click(ticket, 'reply', { at: '1764046999.000200' }));
    expect(JSON.stringify(shownForm(door).blocks.at(-1))).toContain(TEXT);
    const opened = shownForm(door);
    for (const text of [TEXT, `${TEXT} 감사합니다.`])
      expect(errorOf(await door.send(fill(preview, text)))).toMatch(/^이미 보낸 답변 창이거나/);
    expect(door.ticket(ticket)?.facts.act).toMatchObject({ id: facts.act?.id, progress: 'told' });
    const id = 'V0ANOTHER';
    const again = answerOf(await door.send(fill(opened, TEXT, { id }))).view ?? opened;
    expect(answerOf(await door.send(fill(again, TEXT, { id })))).toEqual({ response_action: 'clear' });
    expect(door.ticket(ticket)?.facts.act).toMatchObject({ progress: 'asked', text: TEXT });
    expect(door.ticket(ticket)?.facts.act?.id).not.toBe(facts.act?.id);
  });

  test('does not claim to be sent if it is submitted again after a refusal while somebody else acts', async () => {
    const { door, ticket } = await openTicket();
    const { preview } = await sendTwice(door, ticket, TEXT);
    const { facts } = door.ticket(ticket) ?? ticket;
    const earlier = [facts.act?.id ?? ''];
    door.put({ ...facts, act: makeAct({ do: 'look-up', by: 'U0OTHER', id: 'press-9', earlier }) });
    expect(errorOf(await door.send(fill(preview, TEXT)))).toMatch(/^이미 보낸 답변 창이거나/);
    const history = (did: 'replied' | 'not-done') => [
      { name: 'act-9' as const, at: NOW, deed: { did, press: earlier[0] ?? '', by: 'U0CS' } },
    ];
    door.put({ ...door.ticket(ticket)?.facts, history: history('not-done') });
    expect(errorOf(await door.send(fill(preview, TEXT)))).toMatch(/^이미 보낸 답변 창이거나/);
    door.put({ ...door.ticket(ticket)?.facts, history: history('replied') });
    expect(answerOf(await door.send(fill(preview, TEXT)))).toEqual({ response_action: 'clear' });
  });

  test('contains its author’s text, also while the ticket is being looked up', async () => {
    const door = await openDoor();
    const sent = makeAct({ by: 'U0CS', progress: 'told', text: TEXT });
    const ticket = door.put({ act: makeAct({ do: 'look-up', by: 'U0OTHER', id: 'press-9', sent }) });
    await door.send(click(ticket, 'reply'));
    expect(JSON.stringify(shownForm(door))).toContain(TEXT);
  });

  test('is not sent before its author has seen just this text', async () => {
    const { door, ticket } = await openTicket();
    const preview = await previewOf(door, await openForm(door, ticket), TEXT);
    const changed = await door.send(fill(preview, `${TEXT} 감사합니다.`));
    expect(answerOf(changed).response_action).toBe('update');
    expect(door.ticket(ticket)?.facts.act).toBeUndefined();
  });

  test('does not treat a text that Slack still shows of an earlier form as the text of its author', async () => {
    const { door, ticket, form } = await openReplyForm();
    const preview = await previewOf(door, form, TEXT);
    expect(fieldOf(preview)).not.toBe(fieldOf(form));
    const { errors } = answerOf(await door.send(fill(preview, TEXT, { field: fieldOf(form) })));
    expect(Object.keys(errors ?? {})).toEqual([fieldOf(preview)]);
    expect(door.ticket(ticket)?.facts.act).toBeUndefined();
  });

  test('takes a text that nobody edited from its block if Slack leaves it out after an update', async () => {
    const { door, ticket } = await openTicket({ acting });
    await door.send(fill(await openForm(door, ticket), '', { template: 0 }));
    const form = shownForm(door);
    const submission = fill(form, '');
    const unsent = { ...submission, view: { ...submission.view, state: { values: {} } } };
    const preview = answerOf(await door.send(unsent)).view;
    expect(JSON.stringify(preview?.blocks)).toContain('안내드립니다.');
    expect(errorOf(await door.send(fill(form, '')))).toContain('비어 있습니다');
  });

  test('offers the category’s templates first, fills one in, and keeps what was typed', async () => {
    const { door, form } = await openReplyForm(
      { acting },
      { product: '지어낸 스커트', orderId: '123', orderDate: NOW },
    );
    expect(JSON.stringify(form.blocks).match(/"value":"\d"/g)?.[0]).toBe('"value":"2"');
    await door.send(fill(form, '쓰던 글', { template: 2 }));
    const filled = String.raw`쓰던 글\n\n지어낸 스커트 교환: 주문 123 (2026-11-25).`;
    expect(JSON.stringify(shownForm(door).blocks)).toContain(`"initial_value":"${filled}"`);
    expect(shownForm(door).private_metadata).toBe(form.private_metadata);
    expect(await door.send(fill(form, '', { template: 7 }))).toEqual(EMPTY);
  });

  test('A4: fills a template in with the facts that the form has, instead of adding it again', async () => {
    const templates = [{ name: '송장', text: '{carrier} {invoice}로 보냈습니다. {delivered}' }];
    const door = await openDoor({ acting: { templates } });
    const unfilled = await openForm(door, door.put());
    const facts = { carrier: '지어낸 택배', invoice: '000000000000' };
    const metadata = JSON.stringify({ ...JSON.parse(unfilled.private_metadata), facts });
    await door.send(fill(unfilled, templates[0]?.text ?? '', { template: 0, metadata }));
    const filled = '"initial_value":"지어낸 택배 000000000000로 보냈습니다. {delivered}"';
    expect(JSON.stringify(shownForm(door).blocks)).toContain(filled);
    expect(JSON.parse(shownForm(door).private_metadata)).toMatchObject({ facts });
  });

  test('A4: fills a template in once more after its text was removed, although Slack keeps the text of a block', async () => {
    const door = await openDoor({ acting });
    await openForm(door, door.put());
    const fields: unknown[] = [];
    for (let times = 0; times < 3; times += 1) {
      await door.send(fill(shownForm(door), '', { template: 0 }));
      const { blocks } = shownForm(door);
      expect(JSON.stringify(blocks)).toContain('"initial_value":"안내드립니다."');
      fields.push(blocks.find(({ type }) => type === 'input')?.block_id);
    }
    expect(fields[1]).not.toBe(fields[0]);
    expect(fields[2]).not.toBe(fields[1]);
  });

  test('A6: refuses a late reply by the current state of the ticket', async () => {
    const { door, form } = await openReplyForm();
    const preview = await previewOf(door, form, TEXT);
    door.afterRead(() => void door.put({ ...makeClosedTicket({ outcome: 'withdrawn' }).facts, version: 2 }));
    expect(errorOf(await door.send(fill(preview, TEXT)))).toContain(WORDING.ko.outcome.withdrawn);
  });

  test('A8: sends a reply whose place has a value, filled in as its preview shows it', async () => {
    const { door, ticket, form } = await openReplyForm({}, { orderId: '123' });
    const facts = { status: '배송 완료', invoice: '000000000000' };
    const metadata = JSON.stringify({ ...JSON.parse(form.private_metadata), facts });
    const preview =
      answerOf(await door.send(fill(form, `${TEXT} {order} {invoice}`, { metadata }))).view ?? form;
    expect(JSON.parse(preview.private_metadata)).toMatchObject({ facts });
    expect(JSON.stringify(preview.blocks)).toContain(`"initial_value":"${TEXT} 123 000000000000"`);
    await door.send(fill(preview, `${TEXT} 123 000000000000`));
    expect(door.ticket(ticket)?.facts.act?.text).toBe(`${TEXT} 123 000000000000`);
  });

  test('A8: shows what the guard found before sending, and sends it nevertheless', async () => {
    const { door, ticket } = await openTicket();
    const { preview, response } = await sendTwice(door, ticket, `${TEXT} 문의는 010-1234-5678로 주세요.`);
    expect(JSON.stringify(preview.blocks)).toContain('개인정보가 있습니다.');
    expect(answerOf(response)).toEqual({ response_action: 'clear' });
  });

  test('A8: finds the same text as in a recent reply to another hand-over, and not to the same hand-over', async () => {
    const door = await openDoor({ acting: { guard: { repeated: 'block' } } });
    const [ticket, other] = [door.put(), door.put({ answerId: '2' })];
    const { preview } = await sendTwice(door, ticket);
    expect(answerOf(await door.send(fill(preview, TEXT)))).toEqual({ response_action: 'clear' });
    const form = await openForm(door, other);
    expect(errorOf(await door.send(fill(form, TEXT, { id: 'V0OTHER' })))).toContain(
      '최근에 보낸 답변과 내용이 같습니다.',
    );
  });

  test('R29: explains why a template cannot be filled in', async () => {
    const door = await openDoor({ acting });
    const form = await openForm(door, door.put());
    await door.send(fill(form, TEXT, { template: 0, user: { id: 'U0STRANGER' } }));
    expect(ephemerals(door)).toContain('WING 아이디가 등록되지 않았습니다');
    const sick = await openDoor({ acting, ...refusing('views.update', 'hash_conflict') });
    const other = await openForm(sick, sick.put());
    expect(await sick.send(fill(other, TEXT, { template: 0 }))).toEqual(EMPTY);
    expect(ephemerals(sick)).toContain('지금은 처리하지 못했습니다');
  });

  test('keeps the text if the store fails', async () => {
    const { door, form } = await openReplyForm();
    door.breakStore(OUTAGE);
    expect(errorOf(await door.send(fill(form, TEXT)))).toMatch(/^지금은 처리하지 못했습니다/);
    expect(await door.send(fill(form, TEXT, { template: 0 }))).toEqual(EMPTY);
  });
});

const ANSWER = '네, 세탁기에 넣으셔도 됩니다. 30도 이하의 물로 빨아 주세요.';
const ORDER = '30000000000001';
const SIZES = {
  name: '사이즈',
  source: 'product',
  text: '{product} 사이즈는 상세 페이지에 있습니다.',
} as const;
const LATER = { name: '교환', source: 'call-center', text: '{order} 교환을 접수했습니다.' } as const;
const BOTH = { sources: ['call-center', 'product'] as ('call-center' | 'product')[] };

const openQuestions = (options: Parameters<typeof openDoor>[0] = {}): Promise<Door> =>
  openDoor({ ...BOTH, ...options });
const putQuestion = (door: Door, fields: TicketFields = {}): Ticket => {
  const { key, facts } = makeQuestionTicket();
  return door.put({ ...key, ...facts, askedAt: NOW - HOUR, dueAt: NOW + 23 * HOUR, ...fields });
};
const namedIn = (form: ReturnType<typeof shownForm>, from: Ticket, to: Ticket) => ({
  ...form,
  private_metadata: form.private_metadata.replace(ticketId(from.key), ticketId(to.key)),
});

describe('A3: a reply to a product question', () => {
  test('is stored after its preview, also days after its deadline', async () => {
    const door = await openQuestions();
    const ticket = putQuestion(door, { askedAt: NOW - 3 * DAY, dueAt: NOW - 2 * DAY });
    const seen = await previewOf(door, await openForm(door, ticket), ANSWER);
    expect(answerOf(await door.send(fill(seen, ANSWER)))).toEqual({ response_action: 'clear' });
    expect(door.ticket(ticket)?.facts.act).toMatchObject({ do: 'reply', text: ANSWER, wingId: 'cs01' });
    expect(door.published.map(({ type }) => type)).toEqual(['ActAsked']);
  });

  test('a template of the hand-overs that a forged choice names fills in nothing', async () => {
    const door = await openQuestions({ acting: { templates: [LATER, SIZES] } });
    const ticket = putQuestion(door);
    const form = await openForm(door, ticket);
    door.asked.length = 0;
    await door.send(fill(form, '', { template: 0 }));
    expect(door.asked).toEqual([]);
    await door.send(fill(form, '', { template: 1 }));
    expect(door.asked.map(({ form: { view } }) => view).join()).toContain('지어낸 상품 Khaki L 사이즈는');
  });
});

/** Whatever the configuration of the guard says. */
const OFF = Object.fromEntries(GUARD_RULES.map((rule) => [rule, 'off' as const]));
const PRIVATE: [string, string, RegExp, string][] = [
  ['a phone number', '기사님 번호는 010-1234-5678입니다.', /개인정보/, '1234-5678'],
  ['an order number', `주문 ${ORDER}은 내일 출고됩니다.`, /10자리/, ORDER],
  ['a link', 'https://example.com/size 에서 보세요.', /링크/, 'example.com'],
];

describe('the door under attack by public replies', () => {
  test.each(PRIVATE)(
    'A8: refuses %s, even with the guard off, and does not repeat it',
    async (_what, text, says, found) => {
      const door = await openQuestions({ acting: { guard: OFF } });
      const ticket = putQuestion(door);
      const error = errorOf(await door.send(fill(await openForm(door, ticket), text)));
      expect(error).toMatch(says);
      expect(error).not.toContain(found);
      untouched(door, ticket);
    },
  );

  test.each([
    ['a hand-over', '{product}', (door: Door) => door.put({}, 'product')],
    ['a question', '｛사이즈｝', putQuestion],
  ])(
    'A8: refuses in a reply to %s the place %s without a value, even with the guard off',
    async (_what, place, put) => {
      const door = await openQuestions({ acting: { guard: OFF } });
      const ticket = put(door);
      const error = errorOf(await door.send(fill(await openForm(door, ticket), `${ANSWER} ${place}`)));
      expect(error).toMatch(/채우지 않은 빈칸이 남아 있습니다\. \(“[{｛﹛]/);
      untouched(door, ticket);
    },
  );

  test('A8: refuses a private text that replaces a previewed text', async () => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    const seen = await previewOf(door, await openForm(door, ticket), ANSWER);
    expect(errorOf(await door.send(fill(seen, `주문 ${ORDER}은 내일 출고됩니다.`)))).toMatch(/10자리/);
    untouched(door, ticket);
  });

  test('A8: leaves out a signature that may not be public, which hand-overs keep', async () => {
    const signature = '지어낸상점 02-123-4567';
    const door = await openQuestions({ acting: { signature } });
    const [question, handOver] = [putQuestion(door), door.put()];
    const form = await openForm(door, question);
    expect(JSON.stringify(form)).not.toContain('서명');
    const seen = await previewOf(door, form, ANSWER);
    expect(JSON.stringify(seen)).not.toContain(signature);
    expect(answerOf(await door.send(fill(seen, ANSWER)))).toEqual({ response_action: 'clear' });
    expect(door.ticket(question)?.facts.act).toMatchObject({ text: ANSWER });
    const other = await openForm(door, handOver);
    expect(JSON.stringify(other)).toContain('서명');
    expect(JSON.stringify(await previewOf(door, other, ANSWER))).toContain(signature);
  });

  test('a form that names the ticket of the other source under the same number is refused, before and after its preview', async () => {
    const door = await openQuestions();
    const [handOver, question] = [door.put(), putQuestion(door)];
    expect(handOver.key.inquiryId).toBe(question.key.inquiryId);
    for (const [from, to] of [
      [handOver, question],
      [question, handOver],
    ] as const) {
      const form = await openForm(door, from);
      for (const view of [form, await previewOf(door, form, ANSWER)])
        expect(errorOf(await door.send(fill(namedIn(view, from, to), ANSWER)))).toMatch(
          /^그사이 요청이 바뀌었습니다/,
        );
    }
    untouched(door, handOver, question);
  });

  test('a question whose source was switched off is neither claimed nor answered', async () => {
    const reading = await openQuestions();
    const form = await openForm(reading, putQuestion(reading));
    const door = await openDoor();
    const ticket = putQuestion(door);
    await door.send(click(ticket, 'claim'));
    expect(errorOf(await door.send(fill(form, ANSWER)))).toMatch(/처리할 권한이 없습니다/);
    untouched(door, ticket);
  });
});
