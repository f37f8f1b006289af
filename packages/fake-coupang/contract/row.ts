/** The endpoints of the table. `any` means the gateway in front of all of them. */
export type EndpointId =
  | 'any'
  | 'call-centre.list'
  | 'call-centre.single'
  | 'call-centre.reply'
  | 'call-centre.confirm'
  | 'product.list'
  | 'product.reply'
  | 'order.by-order'
  | 'order.by-box'
  | 'order.history'
  | 'return.list'
  | 'return.single'
  | 'exchange.list';

/**
 * The moment at which all requests of the table are sent. The dates in requests are made up around it.
 * A checker with another clock shifts every date by the same number of whole days.
 */
export const contractNow = '2026-01-15T05:17:13Z';

/** Preconditions of a request: the state of the server’s data, or of the caller. */
export const situations = {
  'unanswered-inquiry': 'progress; an agent’s post has requestAnswer; posted less than 24 h ago',
  'unanswered-over-24h': 'as unanswered-inquiry, but the agent’s post is more than 24 h old',
  'answered-inquiry': 'progress; the vendor has answered the agent’s post',
  'transferred-inquiry': 'Coupang ended its counselling and asked the vendor to confirm, less than 24 h ago',
  'transferred-over-24h': 'as transferred-inquiry, but the request to confirm is more than 24 h old',
  'unanswered-and-transferred': 'an inquiry with both an unanswered post and a request to confirm',
  'confirmed-inquiry': 'a transferred inquiry that the vendor has confirmed',
  'ended-inquiry': 'an inquiry that an agent has ended',
  'old-inquiry': 'an inquiry made before the requested period, of the option of `$vendorItemId`',
  'inquiry-of-other-option': 'an inquiry of another option and order, inside the period',
  'inquiry-of-other-vendor': 'an inquiry of another vendor',
  'unanswered-question': 'a product inquiry without a comment, inside the period',
  'answered-question': 'a product inquiry with a comment, inside the period',
  'deleted-question': 'a product inquiry that was deleted',
  order: 'an order of the vendor with a single shipment box, neither cancelled nor returned',
  'cancelled-order': 'an order of the vendor that was cancelled or returned',
  'order-of-other-vendor': 'an order of another vendor',
  'unknown-order': 'no order has the number',
  return: 'a return of the vendor, received inside the period',
  cancellation: 'an order that was cancelled at the stage of payment, inside the period',
  exchange: 'an exchange request of the vendor, received inside the period',
  'unknown-access-key': 'the access key is not known to the gateway',
  'wrong-secret': 'the signature was made with another secret key',
  'expired-signature': 'the signed date is more than 5 minutes old',
  'no-authorization': 'the Authorization header is missing',
  'malformed-authorization': 'the Authorization header does not have the documented form',
  'unregistered-ip': 'the caller’s IP address is not registered for the key',
  'blocked-caller': 'the system has blocked the caller’s IP address or vendor',
  'many-failures': 'the caller has caused a large number of failures a second',
  'many-extended-timeouts': 'the caller sends X-EXTENDED-TIMEOUT on very many calls',
  'slow-provider': 'the API behind the gateway takes longer than the response time that is set',
  'unreachable-provider': 'the gateway cannot connect to the API behind it',
  'retired-api': 'the API is no longer offered',
  'inactive-api': 'the API is not activated',
  'locked-api': 'calls of the API are restricted',
  'key-of-other-market': 'the key was issued by the other market’s portal',
} as const;

export type Situation = keyof typeof situations;

/**
 * Made-up values of the `$` placeholders in requests. A checker of a server puts in the ids of the data that
 * it created for the row's situation; a checker of a client may use these.
 */
export const placeholders = {
  $vendorId: 'A00012345',
  $otherVendorId: 'A00054321',
  $loginId: 'seller01',
  $inquiryId: '1200000345',
  $answerId: '1200000346',
  $questionId: '90000123',
  $vendorItemId: '4000000077',
  $orderId: '9000000000321',
  $shipmentBoxId: '700000000000000123',
  $receiptId: '50000123',
} as const;

/** A row’s change of its endpoint’s documented request. `null` leaves a member out. */
export interface Change {
  path?: Readonly<Record<string, string>>;
  /** Values as the URL has them, percent-encoded where the documents encode them. */
  query?: Readonly<Record<string, string | null>>;
  body?: Readonly<Record<string, string | null>>;
  /** Sent instead of the JSON body. */
  rawBody?: string;
  headers?: Readonly<Record<string, string | null>>;
}

/** An answer. Absent members are not documented, and not judged. */
export interface Answer {
  status: number;
  /** The JSON body's `message`. */
  message?: string;
  /** How `message` compares with the answer's. The default is `exact`. */
  match?: 'exact' | 'start' | 'part';
  /** Raw text, so that long ids keep their digits. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Attempt {
  change?: Change;
  given?: readonly Situation[];
  /** The same request this often, by a single vendor. */
  repeat?: { times: number; withinMs: number };
  answer?: Answer;
}

interface Base {
  id: string;
  endpoint: EndpointId;
  /** The fact in a sentence. */
  fact: string;
  /** Document and section. */
  source: string;
  known: 'documented' | 'observed';
  variant?: 'a' | 'b';
  /** The id of the row that states otherwise. */
  contradicts?: string;
}

/** An endpoint, with a request that its document allows. */
export interface EndpointRow extends Base {
  kind: 'endpoint';
  method: 'GET' | 'POST';
  path: string;
  markets?: readonly ('KR' | 'TW')[];
  request: Required<Pick<Change, 'path'>> & Omit<Change, 'rawBody' | 'path'>;
}

export interface ParameterRow extends Base {
  kind: 'parameter';
  name: string;
  in: 'path' | 'query' | 'body' | 'header' | 'answer-header';
  type: 'string' | 'number' | 'date' | 'date-minute' | 'date-second';
  required: boolean;
  /** Not required where this parameter is sent. */
  requiredUnless?: string;
  /** Not sent together with this parameter. */
  notWith?: string;
  values?: readonly string[];
  /** A regular expression. */
  pattern?: string;
  default?: string;
  good: string;
  bad?: { value: string | null; answer?: Answer };
}

/** A limit, with an attempt that is just allowed and another that is just refused. */
export interface LimitRow extends Base {
  kind: 'limit';
  allowed: Attempt;
  refused: Attempt;
}

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';

export interface FieldRow extends Base {
  kind: 'field';
  /** `a.b[].c`: `[]` means every item of an array. */
  path: string;
  type: JsonType;
  nullable?: true;
  /** May be missing. */
  optional?: true;
  values?: readonly (string | number | boolean)[];
  pattern?: string;
  /** An object that has more members than listed. */
  open?: true;
  /** Has the members of another endpoint's field. */
  shapeOf?: { endpoint: EndpointId; path: string };
}

/** A request that is refused. Without `answer`, the document only states that it is refused. */
export interface RefusalRow extends Base {
  kind: 'refusal';
  given: readonly Situation[];
  change: Change;
  /** Sends the request a second time; the second answer is judged. */
  twice?: true;
  answer?: Answer;
}

/** Which of the given data a list answers. */
export interface SelectionRow extends Base {
  kind: 'selection';
  given: readonly Situation[];
  change: Change;
  lists: readonly Situation[];
  omits?: readonly Situation[];
  /** A reply of each listed inquiry begins with this text. */
  replyStart?: string;
}

/** A documented exchange in made-up data of the same shape. */
export interface ExampleRow extends Base {
  kind: 'example';
  given: readonly Situation[];
  change: Change;
  answer: Answer & { body: string };
}

export interface SignatureRow extends Base {
  kind: 'signature';
  accessKey: string;
  secretKey: string;
  clock: string;
  method: 'GET' | 'POST';
  path: string;
  query: string;
  signedDate: string;
  signature: string;
  authorization: string;
}

export type Row =
  | EndpointRow
  | ParameterRow
  | LimitRow
  | FieldRow
  | RefusalRow
  | SelectionRow
  | ExampleRow
  | SignatureRow;

type Shared = Pick<Base, 'endpoint' | 'source' | 'known'>;
type Spec = Row extends infer R ? (R extends Row ? Omit<R, keyof Shared> : never) : never;
type FieldExtra = Pick<
  FieldRow,
  'nullable' | 'optional' | 'values' | 'pattern' | 'open' | 'shapeOf' | 'variant'
>;

type ParameterExtra = Partial<
  Pick<
    ParameterRow,
    'id' | 'requiredUnless' | 'notWith' | 'values' | 'pattern' | 'default' | 'bad' | 'variant' | 'contradicts'
  >
>;
type ParameterSpec = readonly [
  where: ParameterRow['in'],
  name: string,
  type: ParameterRow['type'],
  need: 'required' | 'optional',
  good: string,
  fact: string,
  extra?: ParameterExtra,
];
type RefusalSpec = readonly [
  kind: 'refusal',
  id: string,
  fact: string,
  given: RefusalRow['given'],
  change: Change,
  answer?: Answer | undefined,
  extra?: Pick<RefusalRow, 'variant' | 'contradicts' | 'twice'>,
];

/**
 * Completes rows of the same endpoint and section. Their ids are relative to the endpoint’s. A list is a refusal,
 * or a parameter whose id is its name, after its place where that is not the query or the body.
 */
export const rows = (shared: Shared, specs: readonly (Spec | ParameterSpec | RefusalSpec)[]): Row[] =>
  specs.map((spec) => {
    if ('kind' in spec) return { ...shared, ...spec, id: `${shared.endpoint}.${spec.id}` };
    if (spec[0] === 'refusal') {
      const [kind, name, fact, given, change, answer, extra] = spec;
      const row = {
        ...shared,
        kind,
        id: `${shared.endpoint}.refusal.${name}`,
        fact,
        given,
        change,
        ...extra,
      };
      return answer === undefined ? row : { ...row, answer };
    }
    const [where, name, type, need, good, fact, extra] = spec;
    const id = extra?.id ?? (where === 'query' || where === 'body' ? name : `${where}.${name}`);
    const row = {
      kind: 'parameter',
      name,
      in: where,
      type,
      required: need === 'required',
      good,
      fact,
    } as const;
    return { ...shared, ...row, ...extra, id: `${shared.endpoint}.${id}` };
  });

/** Completes field rows. Variants `a` and `b` of a path contradict each other. */
export const fields = (
  shared: Shared,
  specs: readonly (readonly [path: string, type: JsonType, fact: string, extra?: FieldExtra])[],
): FieldRow[] =>
  specs.map(([path, type, fact, extra]) => {
    const id = `${shared.endpoint}.field.${path}`;
    const row: FieldRow = { ...shared, ...extra, kind: 'field', id, path, type, fact };
    if (extra?.variant === undefined) return row;
    const other = extra.variant === 'a' ? 'b' : 'a';
    return { ...row, id: `${id}.${extra.variant}`, contradicts: `${id}.${other}` };
  });
