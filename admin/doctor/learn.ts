import * as z from 'zod/mini';
import { ASSUMPTIONS } from '../../lib/domain/assumptions/assumptions.ts';
import { LIST_COUNTS } from '../../lib/domain/assumptions/list-figures.ts';
import { defined } from '../../lib/domain/defined.ts';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { checkSources, judgeFailure, vendorCheck } from './check-coupang.ts';
import { type Check, columnsOf, fail, lookAt, padStart, printChecks, type Words } from './check.ts';
import { type Examination, examineStacks } from './examine.ts';
import { invokePoll } from './invoke-poll.ts';

/** The deployed poll's answer to `{learn}`. An assumption of a later release is shown by its name. */
const learntAnswer = z.extend(vendorCheck, {
  evidence: z.array(z.object({ name: z.string(), for: z.number(), against: z.number() })),
  lists: z.array(z.object({ status: z.string(), counts: z.record(z.enum(LIST_COUNTS), z.number()) })),
  windows: z.number(),
  pages: z.number(),
  inquiries: z.number(),
  stopped: z.optional(z.string()),
});
export type LearntAnswer = z.infer<typeof learntAnswer>;

/** `learnt`: absent if nothing could be read. `checks`: failures and warnings. */
export type Learning = { checks: Check[]; learnt?: LearntAnswer };

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

/**
 * Lets the deployed poll compare a vendor's last weeks with our assumptions (I9).
 * @throws ConfigError if AWS refuses every request
 */
export const learnFrom = async (
  vendor: VendorConfig,
  examination: Pick<Examination, 'config' | 'clients' | 'words'>,
): Promise<Learning> => {
  const { market, id, live } = vendor;
  const { words } = examination;
  const { doctor } = words;
  const texts = doctor.coupang.learn;
  const name = texts.name(`${market} ${id}`);
  if (!live) return { checks: [fail(name, texts.notLive, texts.setLive(DEPLOY))] };
  const { checks: all, notifier, egressIp } = await examineStacks(examination);
  const checks = all.filter(({ state }) => state !== 'ok');
  if (!notifier) return { checks };
  const pollFunction = notifier.outputs[OUTPUTS.pollFunction];
  if (pollFunction === undefined) {
    checks.push(fail(name, doctor.noPollFunction, doctor.deployRelease(DEPLOY)));
    return { checks };
  }
  let learnt: LearntAnswer | undefined;
  const found = await lookAt(name, words, async () => {
    const invoked = await invokePoll(examination.clients.lambda, pollFunction, { learn: id, market });
    if ('failed' in invoked) return [fail(name, doctor.pollFailed(invoked.failed), doctor.ifNew(DEPLOY))];
    const read = learntAnswer.safeParse(invoked.answer);
    if (!read.success) return [fail(name, doctor.pollIsOther, texts.deployThis(DEPLOY))];
    if (read.data.pages > 0) learnt = read.data;
    return [
      ...(read.data.result === 'ok' ? [] : [judgeFailure(name, read.data, { vendor, egressIp }, words)]),
      ...checkSources(vendor, read.data, egressIp, words).filter(({ state }) => state !== 'ok'),
    ];
  });
  return { checks: [...checks, ...found], ...defined({ learnt }) };
};

export const printLearning = ({ checks, learnt }: Learning, words: Words): string =>
  [
    ...(learnt ? [printLearnt(learnt, words)] : []),
    ...(checks.length > 0 ? [printChecks(checks, words)] : []),
  ].join('\n\n');

const printLearnt = (
  { evidence, lists, windows, pages, inquiries, stopped, sources = [] }: LearntAnswer,
  { doctor }: Words,
): string => {
  const texts = doctor.coupang.learn;
  const { columns } = texts;
  const rows = evidence.flatMap(({ name, for: speaksFor, against }) => {
    const known = texts.assumptions[name];
    const line = `${String(speaksFor).padStart(5)}  ${String(against).padStart(7)}  ${known?.assumed ?? name}`;
    return against === 0 || known === undefined ? [line] : [line, `${' '.repeat(16)}-> ${known.ifWrong}`];
  });
  const against = evidence.filter((counts) => counts.against > 0).length;
  const without = evidence.filter((counts) => counts.for + counts.against === 0).length;
  return [
    texts.read(inquiries, pages, windows),
    ...(stopped === undefined ? [] : [texts.stopped[stopped] ?? texts.endedEarly(stopped)]),
    '',
    `${padStart(columns.for, 5)}  ${padStart(columns.against, 7)}  ${columns.assumed}`,
    ...rows,
    '',
    texts.sum(evidence.length, against, without),
    ...printUncounted(sources, texts),
    ...printLists(lists, texts.lists),
  ].join('\n');
};

const printLists = (
  lists: LearntAnswer['lists'],
  { title, columns }: Words['doctor']['coupang']['learn']['lists'],
): string[] => {
  const line = (status: string, cellOf: (name: (typeof LIST_COUNTS)[number]) => string) =>
    [status.padEnd(9), ...LIST_COUNTS.map((name) => padStart(cellOf(name), columnsOf(columns[name])))].join(
      '  ',
    );
  const rows = lists.map(({ status, counts }) => line(status, (name) => String(counts[name])));
  return rows.length > 0 ? ['', title, line('', (name) => columns[name]), ...rows] : [];
};

/** Prints what no list can show, of the sources that the vendor reads. */
const printUncounted = (
  sources: NonNullable<LearntAnswer['sources']>,
  texts: Words['doctor']['coupang']['learn'],
): string[] => {
  const lines = ASSUMPTIONS.filter(
    (each) => !('count' in each) && 'source' in each && sources.some(({ source }) => source === each.source),
  ).flatMap(({ name }) => {
    const known = texts.assumptions[name];
    return known ? [`  ${known.assumed}`, `    -> ${known.ifWrong}`] : [`  ${name}`];
  });
  return lines.length > 0 ? ['', texts.uncounted, ...lines] : [];
};
