import type { HomeTexts } from '../home-texts.ts';

export const enHome: HomeTexts = {
  home: {
    title: 'Hand-overs to do',
    counts: (open, overdue, dueWithinHour) =>
      `*Open* ${open} · due within the hour ${dueWithinHour} · past due ${overdue}`,
    yours: (mine, unclaimed) => `claimed by you ${mine} · unclaimed ${unclaimed}`,
    who: { all: 'Everybody’s', mine: 'Mine', unclaimed: 'Unclaimed' },
    kind: { all: 'All kinds', reply: 'To answer', confirm: 'To confirm' },
    allVendors: 'All shops',
    claim: 'Claim',
    earlier: 'Back',
    later: 'Next',
    page: (page, pages) => `page ${page} of ${pages}`,
    refresh: 'Refresh',
    nothingOpen: 'No hand-over is open.',
    nothingFound: 'No hand-over fits these filters. Change them.',
    unclaimed: 'unclaimed',
    today: (opened, closed) => `Since midnight: ${opened} new · ${closed} closed`,
    noVendor: 'You may not see this. Ask to be added to acting.people of the configuration.',
    found: (count) => (count === 1 ? 'One hand-over found.' : `${count} hand-overs found.`),
    foundClosed: (count) => `None is open. Closed: ${count}.`,
    notFound: (words) =>
      `No open hand-over fits “${words}”. A closed one is found by its inquiry number for 30 days. Look for others in WING.`,
    howToFind:
      'Type an inquiry or order number (its last four digits do) or a product, such as `/coupang 8177`',
  },
};
