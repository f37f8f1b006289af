const count = (tickets: number): string => (tickets === 1 ? '1 ticket' : `${tickets} tickets`);

export const enErase = {
  usage: `Usage: npm run erase -- <inquiryId|orderId> [--region <region>] [--source <source>] [--yes]

Erases what buyers and agents wrote in all tickets of an inquiry, a product question or an order: in
the table, and on the cards in Slack. It shows what it found and asks first. It can be repeated.

--region     erases on AWS, in this region; without it in .local (or DATA_DIR) of a stopped laptop
--source     call-center or product: needed if a hand-over and a question have this number
--yes        does not ask, for scripts
--language   ko or en: the language of this command (that of the terminal)

More: docs/privacy.md says what it cannot reach.`,
  badId: 'The id of an inquiry or an order is a number, such as 1000000001.',
  noStore: (dataDir: string, region: string) =>
    `There is no store in ${dataDir}: the laptop has not run there. Set DATA_DIR to the folder in which it ran. For a deployment on AWS add its region, such as --region ${region}.`,
  none: (id: string, place: string) =>
    `No ticket of inquiry or order ${id} is in ${place}. Check the number and the place.`,
  head: (id: string, tickets: number, place: string) => `${id}: ${count(tickets)} in ${place}.`,
  badSource: (sources: readonly string[]) => `--source must be ${sources.join(' or ')}.`,
  isShared: (sources: readonly string[]) =>
    `Nothing was erased. A hand-over and a question have this number: choose one by --source ${sources.join(' or --source ')}.`,
  unreadable: 'This ticket cannot be read.',
  firstWords: (words: string) => `“${words}”`,
  messages: (messages: number) => `Messages in Slack: ${messages}`,
  sure: 'Erase this for good? y/n',
  notErased: 'Nothing was erased. Answer y to erase it, or add --yes in a script.',
  erased: (id: string) => `${id}: its texts are erased from the table.`,
  erasedBefore: (id: string) => `${id}: its texts had been erased from the table before.`,
  notReached: 'Not reached from here (docs/privacy.md):',
  unreached: [
    'The inquiry at Coupang, and a later hand-over of it: run this again then.',
    "Push notifications and mails that Slack has sent. They hold no buyer's words.",
    'What people wrote, copied or forwarded in Slack themselves.',
    'A reply that could not be sent: its author has it as a direct message, which stays.',
    "Slack's exports, and its history of edits if the workspace keeps one.",
    'A card whose ticket was deleted 400 days after it closed: the card keeps its text.',
    'A card that a restore of the table replaced by a second card: the first card keeps its text.',
    "The table's backups: 35 days of point-in-time recovery, and those that you took.",
  ],
  place: (channel: string, ts: string) => `channel ${channel}, ts ${ts}`,
  earlierCard: (place: string, hasLines: boolean) =>
    `An earlier card could not be edited${hasLines ? ', and maybe lines under it' : ''}. Look for it and delete it: ${place}.`,
  answerUnderWay: 'An answer is under way, and its text stays until then. Run this again in ten minutes.',
  notShown: (place: string | undefined) =>
    `Slack does not show this yet${place === undefined ? '' : `: ${place}`}.`,
  seeTicket:
    'See npm run ticket. A vendor that is not in the configuration gets no edit: delete the card in Slack.',
  laptopEdits: 'The laptop edits it when it starts.',
  cardHolds: (place: string) => `In Slack its card no longer holds them: ${place}.`,
  cardAndLines: (place: string) =>
    `In Slack its card and the lines that quoted it no longer hold them: ${place}.`,
  noCard: 'It has no card in Slack.',
};
