/**
 * The sources of requests at Coupang, in the order in which people see them. A source is an entry here, a folder in `lib/domain`, a folder
 * and an entry in `lib/coupang`, and its words. Shared code asks this table, never for one source by name.
 */
type SourceTraits = {
  /** The kinds of its requests. */
  kinds: readonly string[];
  /** Coupang's lists of requests that wait for the seller. */
  openLists: readonly string[];
  /** Coupang's other lists. `doctor --learn` reads them, and look-ups read those of a source without a GET. */
  otherLists: readonly string[];
  /** Listed as its inquiry's newest request, one of these kinds is never past, whatever its time. */
  neverPast: readonly string[];
  /** A list may show requests of these kinds long after their end. */
  staysListed: readonly string[];
  /** Coupang may delete a request, so that no look-up shows it. */
  mayBeDeleted: boolean;
  /** Windows before the last month are read, too. */
  hasArchive: boolean;
  /** The most calls of one poll for look-ups. */
  lookUpsPerPoll: number;
  /** Coupang ends a request at its deadline. Otherwise the deadline is only the team's promise, and people may still act. */
  closesAtDeadline: boolean;
  /** Who writes the request: an agent, by a template (C8), or the buyer. */
  asker: 'agent' | 'buyer';
  /** Everybody reads an answer, not only the buyer. */
  isPublic: boolean;
  /** The act that answers a request of each kind. */
  answers: Record<string, 'reply' | 'confirm'>;
  /** An answer shows the WING login of its author. */
  namesAuthors: boolean;
  /** An answer needs the post that asks. Otherwise it answers the whole inquiry. */
  answersPost: boolean;
  /** Places of a reply's template that are filled in. */
  places: readonly string[];
};

export const SOURCES = {
  /** The hand-overs of the customer centre. */
  'call-center': {
    kinds: ['reply', 'confirm'],
    openLists: ['NO_ANSWER', 'TRANSFER'],
    otherLists: ['ANSWER', 'NONE'],
    neverPast: ['reply'],
    staysListed: ['confirm'],
    mayBeDeleted: false,
    hasArchive: true,
    lookUpsPerPoll: 20,
    closesAtDeadline: true,
    asker: 'agent',
    isPublic: false,
    answers: { reply: 'reply', confirm: 'confirm' },
    namesAuthors: true,
    answersPost: true,
    places: ['{product}', '{order}', '{date}', '{invoice}', '{carrier}', '{status}', '{delivered}'],
  },
  /** The questions on product pages. */
  product: {
    kinds: ['question'],
    openLists: ['NOANSWER'],
    otherLists: ['ALL', 'ANSWERED'],
    neverPast: [],
    staysListed: [],
    mayBeDeleted: true,
    hasArchive: false,
    lookUpsPerPoll: 10,
    closesAtDeadline: false,
    asker: 'buyer',
    isPublic: true,
    answers: { question: 'reply' },
    namesAuthors: false,
    answersPost: false,
    places: ['{product}'],
  },
} as const satisfies Record<string, SourceTraits>;

export type Source = keyof typeof SOURCES;
export type Asker = SourceTraits['asker'];

/** `reply`: NO_ANSWER lists it, and the agent wants an answer. `confirm`: TRANSFER lists it. `question`: a product inquiry. */
export type Kind = (typeof SOURCES)[Source]['kinds'][number];

export type OpenStatus = (typeof SOURCES)[Source]['openLists'][number];
/** Values of `partnerCounselingStatus` and `answeredType`. */
export type ListStatus = OpenStatus | (typeof SOURCES)[Source]['otherLists'][number];

/** The keys of a table that has at least one, in its order. */
export function namesOf<Name extends string>(table: Record<Name, unknown>): [Name, ...Name[]];
export function namesOf(table: object): string[] {
  return Object.keys(table);
}

export const SOURCE_NAMES = namesOf(SOURCES);
export const isSource = (text: string | undefined): text is Source =>
  text !== undefined && Object.hasOwn(SOURCES, text);

/** Sorts requests by the order of their sources. */
export const bySource = (a: { source: Source }, b: { source: Source }): number =>
  SOURCE_NAMES.indexOf(a.source) - SOURCE_NAMES.indexOf(b.source);

/** The places of all sources. */
export const PLACES: readonly string[] = [
  ...new Set<string>(SOURCE_NAMES.flatMap((source) => SOURCES[source].places)),
];

export const KINDS: readonly Kind[] = SOURCE_NAMES.flatMap((source) => [...SOURCES[source].kinds]);
export const OPEN_LISTS: readonly OpenStatus[] = SOURCE_NAMES.flatMap((source) => [
  ...SOURCES[source].openLists,
]);

export const sourceOfKind = (kind: Kind): Source =>
  SOURCE_NAMES.find((source) => SOURCES[source].kinds.some((own) => own === kind)) ?? SOURCE_NAMES[0];

export const sourceOfStatus = (status: OpenStatus): Source =>
  SOURCE_NAMES.find((source) => SOURCES[source].openLists.some((own) => own === status)) ?? SOURCE_NAMES[0];

/** WING's list of a source's inquiries. A link to a single inquiry is unknown. Source: coupang-api.md section 6. */
export const WING_LISTS: Record<Source, string> = {
  'call-center': 'https://wing.coupang.com/tenants/cs/csinquiry',
  product: 'https://wing.coupang.com/tenants/cs/product/inquiries',
};
