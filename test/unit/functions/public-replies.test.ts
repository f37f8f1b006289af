import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { makeQuestionTicket } from '../../fixtures/domain/make-question.ts';
import type { TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR } from '../../fixtures/domain/made-up.ts';
import { click, type Door, fill, NOW, openDoor } from './slack-door.ts';

const TEXT = '네, 세탁기에 넣으셔도 됩니다. 30도 이하의 물로 빨아 주세요.';
const ORDER = '30000000000001';
const SIZES = {
  name: '사이즈',
  source: 'product',
  text: '{product} 사이즈는 상세 페이지에 있습니다.',
} as const;
const LATER = { name: '교환', source: 'call-center', text: '{order} 교환을 접수했습니다.' } as const;
const BOTH = { sources: ['call-center', 'product'] as ('call-center' | 'product')[] };

const formSchema = z.object({
  private_metadata: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.optional(z.string()) })),
});
const answerSchema = z.object({
  response_action: z.string(),
  errors: z.optional(z.record(z.string(), z.string())),
  view: z.optional(formSchema),
});
type Form = z.infer<typeof formSchema>;
const answerOf = ({ body }: { body: string }) => answerSchema.parse(JSON.parse(body));
const errorOf = (response: { body: string }): string => Object.values(answerOf(response).errors ?? {}).join();
const openQuestions = (options: Parameters<typeof openDoor>[0] = {}): Promise<Door> =>
  openDoor({ ...BOTH, ...options });
const putQuestion = (door: Door, fields: TicketFields = {}): Ticket => {
  const { key, facts } = makeQuestionTicket();
  return door.put({ ...key, ...facts, askedAt: NOW - HOUR, dueAt: NOW + 23 * HOUR, ...fields });
};
const openForm = async (door: Door, ticket: Ticket): Promise<Form> => {
  await door.send(click(ticket, 'reply'));
  return formSchema.parse(
    JSON.parse(door.asked.findLast(({ method }) => method.startsWith('views'))?.form['view'] ?? ''),
  );
};
const preview = async (door: Door, form: Form, text = TEXT): Promise<Form> => {
  const { view } = answerOf(await door.send(fill(form, text)));
  if (!view) throw new Error('there was no preview');
  return view;
};
const namedIn = (form: Form, from: Ticket, to: Ticket): Form => ({
  ...form,
  private_metadata: form.private_metadata.replace(ticketId(from.key), ticketId(to.key)),
});
const untouched = (door: Door, ...tickets: Ticket[]): void => {
  for (const ticket of tickets) expect(door.ticket(ticket)).toEqual(ticket);
  expect(door.published).toEqual([]);
};

describe('A3: a reply to a product question', () => {
  test.each([
    ['before its deadline', {}],
    ['days after its deadline', { askedAt: NOW - 3 * DAY, dueAt: NOW - 2 * DAY }],
  ])('is stored after its preview %s', async (_when, fields) => {
    const door = await openQuestions();
    const ticket = putQuestion(door, fields);
    const seen = await preview(door, await openForm(door, ticket));
    expect(answerOf(await door.send(fill(seen, TEXT)))).toEqual({ response_action: 'clear' });
    expect(door.ticket(ticket)?.facts.act).toMatchObject({ do: 'reply', text: TEXT, wingId: 'cs01' });
    expect(door.published.map(({ type }) => type)).toEqual(['ActAsked']);
  });

  test('its form quotes the question, says that everybody reads the answer, and offers its own templates', async () => {
    const door = await openQuestions({ acting: { templates: [LATER, SIZES] } });
    const ticket = putQuestion(door);
    const form = JSON.stringify((await openForm(door, ticket)).blocks);
    const places = [ticket.facts.text, '상품 페이지에 공개됩니다', '"1"'].map((words) => form.indexOf(words));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(form).toContain('고객 문의');
    expect(form).not.toMatch(/상담사|교환|\{order\}/);
    expect(JSON.stringify((await openForm(door, door.put())).blocks)).not.toMatch(/공개되는 답변|사이즈/);
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
const OFF = { 'personal-data': 'off', link: 'off', placeholder: 'off' } as const;
const FULL_WIDTH = Array.from(ORDER, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
const REVERSED = `\u202e${Array.from(ORDER).toReversed().join('')}\u202c`;
const PRIVATE: [string, string, RegExp, string][] = [
  ['a phone number', '기사님 번호는 010-1234-5678입니다.', /개인정보/, '1234-5678'],
  ['an order number', `주문 ${ORDER}은 내일 출고됩니다.`, /10자리/, ORDER],
  ['an order number in full-width digits', `주문 ${FULL_WIDTH}은 내일.`, /10자리/, FULL_WIDTH],
  ['an order number with spaces', '주문 3000 0000 0000 01은 내일.', /10자리/, '0000 01'],
  [
    'an order number with invisible characters',
    `주문 ${Array.from(ORDER).join('\u2060')}`,
    /10자리/,
    '\u2060',
  ],
  ['an order number from right to left', `주문 ${REVERSED}은 내일.`, /10자리/, REVERSED],
  ['another long number', '1234-567890 번호로 접수했습니다.', /10자리/, '567890'],
  ['a link', 'https://example.com/size 에서 보세요.', /링크/, 'example.com'],
  ['a link with a full-width dot', 'example．com 에서 보세요.', /링크/, 'example'],
  ['a link with an ideographic full stop', 'example。com 에서 보세요.', /링크/, 'example'],
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

  test.each(['{이름}', '{ shop }', '｛사이즈｝'])(
    'A8: refuses %s, even with the guard off: nobody may read a place that was not filled in',
    async (place) => {
      const door = await openQuestions({ acting: { guard: OFF } });
      const ticket = putQuestion(door);
      const error = errorOf(await door.send(fill(await openForm(door, ticket), `${TEXT} ${place}`)));
      expect(error).toMatch(/채우지 않은 빈칸이 남아 있습니다\. \(“\{/);
      untouched(door, ticket);
    },
  );

  test('A8: refuses a private text that replaces a previewed text', async () => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    const seen = await preview(door, await openForm(door, ticket));
    expect(errorOf(await door.send(fill(seen, `주문 ${ORDER}은 내일 출고됩니다.`)))).toMatch(/10자리/);
    untouched(door, ticket);
  });

  test('A8: leaves out a signature that may not be public, which hand-overs keep', async () => {
    const signature = '지어낸상점 02-123-4567';
    const door = await openQuestions({ acting: { signature } });
    const [question, handOver] = [putQuestion(door), door.put()];
    const form = await openForm(door, question);
    expect(JSON.stringify(form)).not.toContain('서명');
    const seen = await preview(door, form);
    expect(JSON.stringify(seen)).not.toContain(signature);
    expect(answerOf(await door.send(fill(seen, TEXT)))).toEqual({ response_action: 'clear' });
    expect(door.ticket(question)?.facts.act).toMatchObject({ text: TEXT });
    const other = await openForm(door, handOver);
    expect(JSON.stringify(other)).toContain('서명');
    expect(JSON.stringify(await preview(door, other))).toContain(signature);
  });

  test('A8: keeps a signature that may be public', async () => {
    const door = await openQuestions({ acting: { signature: '지어낸상점' } });
    const seen = await preview(door, await openForm(door, putQuestion(door)));
    expect(JSON.stringify(seen)).toContain('지어낸상점');
  });

  test('A8: warns of a name without a label, and sends the reply if its person insists', async () => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    const text = `${TEXT}\n김민지 드림`;
    const seen = await preview(door, await openForm(door, ticket), text);
    expect(JSON.stringify(seen.blocks)).toContain('사람 이름이 있을 수 있습니다');
    expect(answerOf(await door.send(fill(seen, text)))).toEqual({ response_action: 'clear' });
  });

  test('a form of a hand-over that names the question of the same number is refused', async () => {
    const door = await openQuestions();
    const [handOver, question] = [door.put(), putQuestion(door)];
    expect(handOver.key.inquiryId).toBe(question.key.inquiryId);
    const form = await openForm(door, handOver);
    const forged = [form, await preview(door, form, `주문 ${ORDER}은 내일 출고됩니다.`)];
    for (const view of forged)
      expect(
        errorOf(await door.send(fill(namedIn(view, handOver, question), `주문 ${ORDER}은 내일 출고됩니다.`))),
      ).toMatch(/^그사이 요청이 바뀌었습니다/);
    untouched(door, handOver, question);
  });

  test('a form of a question that names the hand-over of the same number is refused', async () => {
    const door = await openQuestions();
    const [handOver, question] = [door.put(), putQuestion(door)];
    const seen = await preview(door, await openForm(door, question));
    expect(errorOf(await door.send(fill(namedIn(seen, question, handOver), TEXT)))).toMatch(
      /^그사이 요청이 바뀌었습니다/,
    );
    untouched(door, handOver, question);
  });

  test.each([
    'KR/A00012345/board/1/0',
    'KR/A00012345/product/1000000001/900000009',
    'KR/A00012345/product/x/0',
  ])('a form that names %s finds no ticket', async (name) => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    const form = await openForm(door, ticket);
    const forged = { ...form, private_metadata: form.private_metadata.replace(ticketId(ticket.key), name) };
    expect(errorOf(await door.send(fill(forged, TEXT)))).toMatch(/찾을 수 없습니다/);
    untouched(door, ticket);
  });

  test('a question whose source was switched off is neither claimed nor answered', async () => {
    const reading = await openQuestions();
    const form = await openForm(reading, putQuestion(reading));
    const door = await openDoor();
    const ticket = putQuestion(door);
    await door.send(click(ticket, 'claim'));
    expect(errorOf(await door.send(fill(form, TEXT)))).toMatch(/처리할 권한이 없습니다/);
    untouched(door, ticket);
  });

  test("a form that names another vendor's question is refused", async () => {
    const door = await openQuestions();
    const [own, other] = [putQuestion(door), putQuestion(door, { vendorId: 'A00054321' })];
    const form = await openForm(door, own);
    expect(answerOf(await door.send(fill(namedIn(form, own, other), TEXT))).response_action).toBe('errors');
    untouched(door, own, other);
  });

  test('a confirmation of a question is refused', async () => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    await door.send(click(ticket, 'confirm'));
    untouched(door, ticket);
    expect(door.asked.map(({ form }) => form['text']).join()).toContain('이 건에는 할 수 없는 처리');
  });

  test('an old form starts nothing after another reply was accepted', async () => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    const old = await openForm(door, ticket);
    const stored = door.put({ ...ticket.key, ...ticket.facts, version: 5, repliedVersion: 5 });
    expect(errorOf(await door.send(fill(old, TEXT)))).toMatch(/이미 보낸 답변 창/);
    untouched(door, stored);
  });

  test.each([
    ['too long', '가'.repeat(1001), /2자 이상 1,000자 이하/],
    ['a single character', '네', /2자 이상 1,000자 이하/],
    ['invisible', '\u200b\u3164\u2060', /비어 있습니다/],
  ])('a text that is %s is refused', async (_what, text, says) => {
    const door = await openQuestions();
    const ticket = putQuestion(door);
    expect(errorOf(await door.send(fill(await openForm(door, ticket), text)))).toMatch(says);
    untouched(door, ticket);
  });
});
