import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { Budgeted } from './measure-delivery.ts';
import { middle } from './middle.ts';
import { PERSON } from './start-day-system.ts';
import { type PressCost, type PressSystem, type Run, startPressSystem } from './start-press-system.ts';

const TEXT = '고객님, 교환 상품은 내일 발송되며 도착까지 이틀 걸립니다.';

/**
 * Measures the usage of a claim and of a reply, from the press to the edited card. The functions run as deployed over
 * servers on the loopback address.
 */
export const measurePresses = async (): Promise<{
  costs: PressCost[];
  /** For the function behind Slack's URL. */
  exact: Budgeted[];
  unbudgeted: [figure: string, what: string][];
}> => {
  const system = await startPressSystem();
  try {
    const claims = await measureRuns(system, () =>
      system.measure('a claim', (ticket) => system.press(ticket, 'claim')),
    );
    const door = claims.runs.filter(({ name }) => name === 'slack-actions');
    return {
      costs: [claims.result, await system.measure('a reply', (ticket) => reply(system, ticket))],
      exact: [
        {
          what: 'DynamoDB requests of a press that claims, behind Slack’s URL',
          figure: Math.max(...door.map(({ requests }) => requests.length)),
          budget: 5,
        },
      ],
      unbudgeted: [
        [
          middle(door.map(({ cpuMs }) => cpuMs)).toFixed(0),
          'ms of CPU from its signed request to the answer, with the servers on the loopback address (goal: 50)',
        ],
      ],
    };
  } finally {
    await system.stop();
  }
};

/** Returns the runs of the functions during the work, too. */
const measureRuns = async <Result>(
  { runs }: PressSystem,
  work: () => Promise<Result>,
): Promise<{ result: Result; runs: Run[] }> => {
  const before = runs.length;
  const result = await work();
  return { result, runs: runs.slice(before) };
};

/** Opens the form, looks at the preview, and sends the reply. */
const reply = async (system: PressSystem, ticket: Ticket): Promise<void> => {
  const { press, slack, drain, store } = system;
  await press(ticket, 'reply');
  for (const step of ['preview', 'send']) {
    const form = slack.interactions.modal(PERSON);
    const field = form?.sent.blocks.find(({ type }) => type === 'input')?.block_id ?? '';
    const filled = [{ blockId: field, actionId: 'text', value: TEXT }];
    const { is } = await slack.interactions.submit(PERSON, form?.id ?? '', filled);
    if (is !== 'done') throw new Error(`The step ${step} of a reply to ${ticketId(ticket.key)} is ${is}.`);
  }
  await drain();
  const after = await store.reader.ticket(ticket.key);
  if (after?.facts.outcome !== 'answered') throw new Error('The reply did not arrive.');
};
