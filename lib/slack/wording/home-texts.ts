/** What the App Home and `/coupang` say, in one language (A7). */
export type HomeTexts = {
  home: {
    title: string;
    counts: (open: number, overdue: number, dueWithinHour: number) => string;
    yours: (mine: number, unclaimed: number) => string;
    who: Record<'all' | 'mine' | 'unclaimed', string>;
    kind: Record<'all' | 'reply' | 'confirm', string>;
    allVendors: string;
    claim: string;
    earlier: string;
    later: string;
    page: (page: number, pages: number) => string;
    refresh: string;
    /** No ticket is open; the filter leaves none. */
    nothingOpen: string;
    nothingFound: string;
    unclaimed: string;
    today: (opened: number, closed: number) => string;
    /** Who may not see anything here. */
    noVendor: string;
    found: (count: number) => string;
    /** None of them is open. */
    foundClosed: (count: number) => string;
    notFound: (words: string) => string;
    howToFind: string;
  };
};
