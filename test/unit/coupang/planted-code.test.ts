import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { contractRows, type Row } from 'fake-coupang/contract';
import * as z from 'zod/mini';
import { stopAfterTest } from '../../fixtures/stop-after-test.ts';

/** A change of the code: `from` becomes `to`. The check then complains of `row`. */
type Fault = { file: string; from: string; to: string; row: string };
type Check = (rows: readonly Row[]) => Promise<string[]>;

const CHECKS = {
  client: {
    copied: ['lib', 'test/unit/coupang'],
    check: 'test/unit/coupang/check-client.ts',
    name: 'checkClient',
  },
  fake: {
    copied: ['packages/fake-coupang/contract', 'packages/fake-coupang/src', 'packages/fake-coupang/test'],
    check: 'packages/fake-coupang/test/check-fake.ts',
    name: 'checkFake',
  },
} as const;

/** Checks a copy of the code with the fault. The copy lies in this repository, so that it finds what it imports. */
const checkWith = async ({ file, from, to, row }: Fault, who: keyof typeof CHECKS): Promise<string[]> => {
  const { copied, check, name } = CHECKS[who];
  mkdirSync('.local', { recursive: true });
  const copy = mkdtempSync(resolve('.local/planted-code-'));
  stopAfterTest(() => rmSync(copy, { recursive: true }));
  for (const folder of copied) cpSync(folder, join(copy, folder), { recursive: true });
  // Not copied: only the fixture that Jest has loaded can have a hook.
  mkdirSync(join(copy, 'test'), { recursive: true });
  symlinkSync(resolve('test/fixtures'), join(copy, 'test/fixtures'));
  const text = readFileSync(file, 'utf8');
  expect(text.split(from)).toHaveLength(2);
  writeFileSync(join(copy, file), text.replace(from, to));
  const module = z
    .record(z.string(), z.unknown())
    .parse({ ...(await import(pathToFileURL(join(copy, check)).href)) });
  const checkRows = z.custom<Check>((value) => typeof value === 'function').parse(module[name]);
  return checkRows(contractRows.filter(({ id }) => id === row));
};

const LIST = 'lib/coupang/call-center/create-call-center-client.ts';
const ORDERS = 'lib/coupang/orders/create-order-client.ts';
const FAKE = 'packages/fake-coupang/src';

const FAULTS: [fault: string, who: keyof typeof CHECKS, Fault][] = [
  [
    'a client that asks for a day with a time',
    'client',
    {
      file: LIST,
      from: "['inquiryStartAt', dates.firstDate]",
      to: "['inquiryStartAt', `${dates.firstDate}T00:00`]",
      row: 'call-centre.list.inquiryStartAt',
    },
  ],
  [
    'a client that asks for larger pages',
    'client',
    {
      file: 'lib/coupang/read-rows.ts',
      from: 'PAGE_SIZE = 30',
      to: 'PAGE_SIZE = 50',
      row: 'call-centre.list.pageSize.max',
    },
  ],
  [
    'a client that signs no query',
    'client',
    {
      file: 'lib/coupang/sign-request.ts',
      from: '${request.path}${request.query}',
      to: '${request.path}',
      row: 'product.list.endpoint',
    },
  ],
  [
    'a client that calls an older version',
    'client',
    { file: ORDERS, from: '/v6/vendors', to: '/v5/vendors', row: 'return.list.endpoint' },
  ],
  [
    'a client that asks for seven days',
    'client',
    {
      file: ORDERS,
      from: 'const { from, to } = withinSevenDays(span);',
      to: 'const { from, to } = span;',
      row: 'exchange.list.period.max',
    },
  ],
  [
    'a client that does not know a refusal',
    'client',
    {
      file: 'lib/coupang/classify-response.ts',
      from: "['다른판매자의주문', 'other-seller'],",
      to: '',
      row: 'order.by-order.refusal.other-vendor',
    },
  ],
  [
    'a client that leaves a parameter out',
    'client',
    {
      file: 'lib/coupang/product/create-product-client.ts',
      from: "['vendorId', vendorId],",
      to: '',
      row: 'product.list.vendorId',
    },
  ],
  [
    'a client that cannot read an array',
    'client',
    {
      file: 'lib/coupang/call-center/read-item.ts',
      from: "fields.onlyId('vendorItemId')",
      to: "fields.id('vendorItemId')",
      row: 'call-centre.list.example.answered',
    },
  ],
  [
    'a client that takes a refusal for a success',
    'client',
    {
      file: 'lib/coupang/send-action.ts',
      from: "if (meaning === 'done')",
      to: 'if (meaning !== undefined)',
      row: 'call-centre.reply.refusal.answered',
    },
  ],
  [
    'a client that does not know the text of a refusal',
    'client',
    {
      file: 'lib/coupang/call-center/create-coupang-actions.ts',
      from: "[/can't be answer/i, 'not-answerable'],",
      to: '',
      row: 'call-centre.reply.refusal.answered',
    },
  ],
  [
    'a fake that signs no query',
    'fake',
    { file: `${FAKE}/sign.ts`, from: '${path}${query}', to: '${path}', row: 'any.signature.get-with-query' },
  ],
  [
    'a fake that gives larger pages',
    'fake',
    {
      file: `${FAKE}/list-inquiries.ts`,
      from: 'LARGEST_PAGE = 30',
      to: 'LARGEST_PAGE = 50',
      row: 'call-centre.list.pageSize.max',
    },
  ],
  [
    'a fake that ignores the option',
    'fake',
    {
      file: `${FAKE}/list-inquiries.ts`,
      from: 'inquiry.vendorItemId === (',
      to: "'' !== (",
      row: 'call-centre.list.filter.option-and-period',
    },
  ],
  [
    'a fake that takes an old signature',
    'fake',
    {
      file: `${FAKE}/admit-call.ts`,
      from: 'SIGNATURE_LIVES_MS = 5 *',
      to: 'SIGNATURE_LIVES_MS = 50 *',
      row: 'any.signature.age.max',
    },
  ],
  [
    'a fake that leaves a member out',
    'fake',
    {
      file: `${FAKE}/orders/render-order.ts`,
      from: 'faultType: given.fault,',
      to: '',
      row: 'exchange.list.field.data[].faultType',
    },
  ],
  [
    'a fake that has another text',
    'fake',
    {
      file: `${FAKE}/product/product-calls.ts`,
      from: '동일한 답변이 존재합니다.',
      to: '동일한 답변이 있습니다.',
      row: 'product.reply.refusal.same-text',
    },
  ],
  [
    'a fake that sends a number as text',
    'fake',
    {
      file: `${FAKE}/lay-out-page.ts`,
      from: "'200' : 200",
      to: "'200' : '200'",
      row: 'call-centre.list.field.code',
    },
  ],
  [
    'a fake that sends times without an offset',
    'fake',
    {
      file: `${FAKE}/render-inquiry.ts`,
      from: '000-08:00`',
      to: '000`',
      row: 'product.list.field.data.content[].inquiryAt.a',
    },
  ],
  [
    'a fake that sends an unknown word',
    'fake',
    {
      file: `${FAKE}/orders/make-order.ts`,
      from: "delivered: 'FINAL_DELIVERY'",
      to: "delivered: 'DELIVERED'",
      row: 'order.by-order.field.data[].status',
    },
  ],
  [
    'a fake that gives larger pages of questions',
    'fake',
    {
      file: `${FAKE}/product/product-calls.ts`,
      from: 'LARGEST_PAGE = 50',
      to: 'LARGEST_PAGE = 51',
      row: 'product.list.pageSize.max',
    },
  ],
  [
    'a fake that takes a second reply',
    'fake',
    {
      file: `${FAKE}/refuse-action.ts`,
      from: 'return waits ? undefined',
      to: 'return parent ? undefined',
      row: 'call-centre.reply.refusal.twice',
    },
  ],
  [
    'a fake that has another comma',
    'fake',
    { file: `${FAKE}/lay-out-page.ts`, from: 'days，', to: 'days,', row: 'product.list.refusal.period' },
  ],
];

test.each(FAULTS)('the contract finds %s', async (_, who, fault) => {
  expect(await checkWith(fault, who)).toContainEqual(expect.stringContaining(`${fault.row}: `));
});

test.each(FAULTS.filter(([, who], index) => FAULTS.findIndex(([, other]) => other === who) === index))(
  'the contract does not find %s in a copy without it',
  async (_, who, fault) => {
    expect(await checkWith({ ...fault, to: fault.from }, who)).toEqual([]);
  },
);
