import type { Source } from '../../../lib/domain/sources.ts';
import { en } from '../../../lib/life/words-en.ts';

/** Also for `npm run erase`, which looks in the same places. */
export const enTicket = {
  usage: `Usage: npm run ticket -- <inquiryId> [--vendor <vendorId>] [--all] [--region <region>]
       npm run ticket -- --csv --from <day> --to <day> [--vendor <vendorId>] [--region <region>]

Prints what happened to the tickets of an inquiry or product question, in order, and their state
now. If a hand-over and a question have this number, it prints both.

--csv        writes the tickets that closed on these days to closed-<day>-<day>.csv
--vendor     only this vendor's tickets; that of a test ticket is test-ticket-<channelId>
--all        the program's own steps, too: versions, events, ids of messages
--region     reads AWS in this region; without it .local (or DATA_DIR) of the laptop
--language   ko or en: the language of this command (that of the terminal)

More: RUNBOOK.md`,
  life: en,
  badSpan:
    '--csv takes two days of the market, the earlier one first, such as --from 2026-11-01 --to 2026-11-30. It takes no --all; only --csv takes days.',
  wroteCsv: (file: string, rows: number) => `${rows} closed tickets are in ${file}.`,
  neverPolled: (vendorId: string, known: readonly string[]) =>
    `The vendor ${vendorId} was never polled here. The table has: ${known.join(', ')}.`,
  csvNotWritten: (file: string, reason: string) =>
    `${file} could not be written: ${reason}. Close it where it is open, or run this in a folder where you may write.`,
  badId: "An inquiry's id is a number, such as 1000000001.",
  places: {
    deployed: (stack: string, region: string) => `the log and the table of ${stack} in ${region}`,
    table: (stack: string, region: string) => `the table of ${stack} in ${region}`,
    laptop: (dataDir: string) => `the log and the store in ${dataDir}`,
    store: (dataDir: string) => `the store in ${dataDir}`,
  },
  stack: 'The stack',
  table: 'The table',
  log: 'The log',
  notRead: (what: string, reason: string) => `${what} could not be read: ${reason}`,
  notDeployed: (stack: string, region: string) =>
    `${stack} is not deployed in ${region}. Name the region of notifier.config.ts, and in AWS_PROFILE its account.`,
  queryEnded: (status: string) => `The query of Logs Insights ended as ${status}: try once more.`,
  queryTooLong: 'The query of Logs Insights did not end within two minutes: try once more.',
  logNotRead: (dataDir: string, reason: string) =>
    `The log in ${dataDir} could not be read: ${reason}. Be the user who runs the laptop.`,
  noLog: (dataDir: string, region: string) =>
    `There is no log in ${dataDir}: the laptop has not run there. Set DATA_DIR to the folder in which it ran. For a deployment on AWS add its region, such as --region ${region}.`,
  /** @param disk what is wrong with the disk, and what to do */
  notCopied: (dataDir: string, disk: string) =>
    `The store in ${dataDir} could not be copied to be read: ${disk}, and try again.`,
  storeNotRead: (dataDir: string) =>
    `The store in ${dataDir} could not be read. Stop the laptop and try again; if that does not help, start it once, which repairs the store or says what is wrong with it.`,
  none: (inquiryId: string, place: string) =>
    `No ticket of inquiry ${inquiryId} is in ${place}. Check the id and the place. A hand-over becomes a ticket at the first poll that lists it: check that polls are complete (npm run doctor, or the terminal of the laptop).`,
  head: (inquiryId: string, place: string) => `Inquiry ${inquiryId}, read from ${place}.`,
  /** A request of each source, before the id of its ticket. */
  sources: { 'call-center': 'Hand-over', product: 'Product question' } satisfies Record<Source, string>,
  ticket: (name: string, zone: string) => `${name}, times of ${zone}`,
  noLines: 'The log says nothing of it: it may be older than the log.',
  onlyInner: 'The log has only the steps of the program itself: --all prints them.',
  now: 'Now:',
  notHeld: 'The table does not hold it.',
  state: (
    id: string,
    {
      state,
      closedAt,
      outcome,
      openedAt,
      dueAt,
    }: Record<'state' | 'openedAt' | 'dueAt', string> & Record<'closedAt' | 'outcome', string | undefined>,
  ) =>
    `${id} is ${state}${closedAt === undefined ? '' : ` since ${closedAt} (${outcome ?? 'unknown'})`}. First seen at ${openedAt}; due at ${dueAt}.`,
  versions: (version: number, published: number, shown: number) =>
    `Version ${version}; published: ${published}; shown in Slack: ${shown}.`,
  shows: (place: { channel: string; ts: string } | undefined) =>
    `Slack shows ${place === undefined ? 'nothing' : `a card: channel ${place.channel}, ts ${place.ts}`}.`,
  steps: (steps: readonly { name: string; at: string; passed: boolean }[]) =>
    `Steps: ${steps.map(({ name, at, passed }) => `${name} at ${at}${passed ? ' (overtaken)' : ''}`).join(', ')}.`,
  unsure: (name: string, at: string) =>
    `The ${name} was sent at ${at}, and its answer is not known. Slack's history decides.`,
  waits: (name: string, until: string, reason: string) => `The ${name} waits until ${until}: ${reason}.`,
  wasOver: 'It has no card: it was over when it was first seen.',
  wasMissing: 'It has no card: a complete reading lacked it before it was announced.',
  isProvisional:
    'It has no card yet: Coupang lists it without a post that asks. A second reading announces it.',
};
