import { cpus } from 'node:os';
import { explainErrors, readArguments } from '../../admin/read-arguments.ts';
import type { AdminTexts } from '../../admin/wording/wording.ts';
import { PRICES } from '../../infra/prices.ts';
import { type Source, SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { countDay } from './count-day.ts';
import { countRequests } from './count-requests.ts';
import { measurePosts } from './count-posts.ts';
import { measurePostsAfterOutage } from './count-posts-after-outage.ts';
import { describeDay } from './describe-day.ts';
import { describeMonth } from './describe-month.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureColdPress } from './measure-cold-press.ts';
import { measureDelivery } from './measure-delivery.ts';
import { measureItems } from './measure-items.ts';
import { measureIntake } from './measure-intake.ts';
import { measureLooks } from './measure-looks.ts';
import { measurePresses } from './measure-presses.ts';
import { measureStart } from './measure-start.ts';
import { measureTexts } from './measure-texts.ts';
import { measureBoard, measureHome } from './measure-views.ts';
import { priceMonth } from './price-month.ts';
import { printRows, printBudgeted, describePress } from './print-rows.ts';

const USAGE = `Usage: npm run bench

Measures sizes, speeds, and what a poll and a day cost.

More: docs/CONTRIBUTING.md`;

const bench = async (texts: AdminTexts): Promise<void> => {
  readArguments({ usage: USAGE, texts }, [], {});
  const processors = cpus();
  console.log(
    `On ${processors.length} × ${processors[0]?.model.trim() ?? 'a processor without a name'}, Node ${process.version}, ${process.platform} ${process.arch}\n`,
  );

  // First exact counts, which hold on any machine. Then ratios within this run, which must not be compared across
  // machines. Then a day, and the cost of a month of such days.
  printBudgeted('Requests, counted on in-memory ports', await countRequests());
  const { sizes, imports } = await measureBundles();
  printBudgeted('Bundles, against bare ones of the same libraries', sizes);
  printBudgeted('Imports of bundles, against bare ones, the least of 15 processes each in turns', imports);
  printBudgeted('Start on a laptop', await measureStart());
  printBudgeted('Posts of a scripted day, counted on in-memory ports', await measurePosts());
  printBudgeted('Posts after two hours without Slack', await measurePostsAfterOutage());
  printBudgeted(
    'Delivery under load, on in-memory ports and a made-up clock (takes about five minutes)',
    await measureDelivery(),
  );
  printBudgeted('Intake under load', await measureIntake());
  printBudgeted('Hostile texts', measureTexts());
  printBudgeted('Many vendors, counted on in-memory ports and a made-up clock', await measureLooks());
  printBudgeted(
    'A press that starts a process, over servers on the loopback address',
    await measureColdPress(),
  );
  const presses = await measurePresses();
  printBudgeted('Acting from Slack', [...presses.rows, ...(await measureHome())]);
  printBudgeted('The board', await measureBoard());
  console.log('\nA press in Slack, from the signed request to the edited card, at list prices\n');
  printRows(presses.costs.map(describePress));
  // 2026-12-02: 0.53 to 0.57 and 0.71 to 0.75, since the row prices a stated CPU again. Tried first: the row without CPU.
  await benchDay('hand-overs alone', ['call-center'], 0.57);
  await benchDay('hand-overs and product questions', SOURCE_NAMES, 0.75);
};

const benchDay = async (what: string, sources: readonly Source[], usd: number): Promise<void> => {
  console.log(
    `\nA working day of one vendor, ${what}, the functions over servers on the loopback address (takes a minute or two)\n`,
  );
  const day = await countDay(sources);
  printRows(describeDay(day));
  printBudgeted('Items of that day', measureItems(day));
  console.log(
    `\nA month of such days, USD: list prices of ${PRICES.region}, ${PRICES.asOf}, without taxes (* as other regions are quoted), and what is left\nof them after what AWS gives each account for nothing, where nothing else uses it up\n`,
  );
  const month = priceMonth(day);
  for (const line of describeMonth(month)) console.log(line);
  const figure = month.reduce((sum, line) => sum + line.usd, 0);
  printBudgeted('A month', [{ what: 'USD of a month of such days, at list prices', figure, budget: usd }]);
};

await explainErrors(1, bench);
// The SDK clients inside the functions are never closed.
process.exit();
