import { rows, type Row } from './row.ts';
import { clientChanges, liveClaims } from './sources.ts';

const known = 'observed';

export const observedClaimRows: readonly Row[] = [
  ...rows({ endpoint: 'return.list', source: clientChanges, known }, [
    {
      kind: 'field',
      id: 'field.cancelCompleteUser.observed',
      fact: 'Items have a member for who completed a cancellation.',
      path: 'data[].returnItems[].cancelCompleteUser',
      type: 'string',
      optional: true,
    },
  ]),
  ...rows({ endpoint: 'return.list', source: liveClaims, known }, [
    [
      'query',
      'status',
      'string',
      'required',
      'RU',
      'A search for returns by date needs a state.',
      {
        id: 'status.observed',
        requiredUnless: 'orderId',
        values: ['RU', 'UC', 'CC', 'PR'],
        variant: 'b',
        contradicts: 'return.list.status',
        bad: {
          value: null,
          answer: {
            status: 400,
            message: "OrderId can't be null, if doesn't pass the parameter status",
          },
        },
      },
    ],
  ]),
  ...rows({ endpoint: 'exchange.list', source: liveClaims, known }, [
    {
      kind: 'limit',
      id: 'period.max.observed',
      fact: 'A period of more than 7 days gets 400.',
      allowed: {
        change: { query: { createdAtFrom: '2026-01-08T00:00:00', createdAtTo: '2026-01-14T23:59:59' } },
        answer: { status: 200 },
      },
      refused: {
        change: { query: { createdAtFrom: '2026-01-06T00:00:00', createdAtTo: '2026-01-14T23:59:59' } },
        answer: { status: 400, message: 'createdAtTo - createdAtFrom should less then 7day' },
      },
    },
  ]),
];
