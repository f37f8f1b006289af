import type { koCards } from '../ko/cards.ts';

export const enCards: typeof koCards = {
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  day: (monthAndDay, weekday) => `${monthAndDay} (${weekday})`,
  absolute: (monthAndDay, weekday, time) => `${monthAndDay} (${weekday}) ${time}`,
  duration: (hours, minutes) =>
    hours === 0 ? `${minutes} min` : minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
  underMinute: 'under 1 min',
  about: (duration) => `about ${duration}`,
  aside: (remark) => ` (${remark})`,
  comma: ', ',

  kind: { reply: 'Unanswered', confirm: 'Unconfirmed', question: '🛍️ Product question' },
  unverified: 'Checking outcome',
  countOf: {
    'call-center': (count) => `${count} ${count === 1 ? 'hand-over' : 'hand-overs'}`,
    product: (count) => `🛍️ ${count} product ${count === 1 ? 'question' : 'questions'}`,
  },
  wingPlace: {
    'call-center': 'WING &gt; Customer centre inquiries',
    product: 'WING &gt; Product inquiries',
  },
  outcome: {
    answered: 'Answered',
    confirmed: 'Confirmed',
    'auto-closed': 'Auto-closed',
    withdrawn: 'Withdrawn',
    'decided-by-coupang': 'Decided by Coupang',
    deleted: 'Deleted by the buyer',
    'left-unanswered': 'Unanswered for 30 days',
    replaced: 'continued on another card',
    unknown: 'Outcome unknown',
  },
  requestChanged: { agent: 'Request changed', buyer: 'Question changed' },
  listedAgain: 'Listed again',
  pushDue: {
    reply: (due) => `due ${due}`,
    confirm: (due) => `confirm by ${due}`,
    question: (due) => `due ${due}`,
  },

  openTitle: {
    reply: 'Unanswered · answer needed',
    confirm: 'Unconfirmed (handed over) · only confirm it (no answer needed)',
    question: '🛍️ Product question · public answer needed',
  },
  unverifiedTitle: 'Gone from the list · checking the outcome',
  closedTitle: {
    answered: 'Answered',
    confirmed: 'Confirmed',
    withdrawn: 'Withdrawn · no answer needed',
    'decided-by-coupang': 'Decided by Coupang · no answer needed',
    deleted: 'Deleted by the buyer · no answer needed',
    'left-unanswered': 'Unanswered for 30 days · no more reminders',
    replaced: 'Continued on another card · Work on that card',
    unknown: 'Outcome unknown · check it in WING',
  },
  overdueTitle: {
    reply: 'Past due · still on Coupang’s list · answer it in WING now',
    confirm: 'Past due · still on Coupang’s list · it may no longer be confirmed: see its state in WING',
    question: '🛍️ Product question · over 24 hours old · you can still answer it',
  },
  autoClosedTitle: 'Over 24 hours · closed by Coupang',
  autoClosedAdvice: 'The deadline has passed and Coupang closed it. If need be, answer it in WING.',
  inTime: 'in time',
  late: 'late',
  answeredBy: (login) => `by ${login}`,

  due: (due) => `*Due* ${due}`,
  dueUncertain: {
    agent: 'It is not certain when the agent asked, so the deadline is an estimate.',
    buyer: 'It is not certain when the buyer asked, so the deadline is an estimate.',
  },
  listedAgainNote:
    '🔁 Coupang still lists it as unanswered after an answer. Check whether the buyer needs another one.',
  askedLater: {
    agent: (at) => `Coupang moved the time of the request to ${at}. The deadline stays at the earlier one.`,
    buyer: (at) => `Coupang moved the time of the question to ${at}. The deadline stays at the earlier one.`,
  },
  dueLabel: 'Due',
  product: (product) => `*Product* ${product}`,
  number: {
    sellerProductId: (id) => `seller product ID ${id}`,
    productId: (id) => `product ID ${id}`,
    vendorItemId: (id) => `option ID ${id}`,
  },
  noText: '(no text · look in WING)',
  more: (left) => `… +${left} more characters (all of it in WING)`,
  textCut: '✂️ Long text: only its beginning is here. Read all of it in WING.',
  linkForm: '🔗 This one must be answered through a form. Use the link below.',
  answerInForm: '🔗 This one must be answered in a form',
  claimed: 'Claimed',
  claimedBy: (user) => `Claimed by ${user}`,
  template: (template) => `The agent’s template: ${template}`,
  searchInWing: {
    'call-center': (inquiry) => `Copy ${inquiry} and search for it in WING`,
    product: (inquiry) => `Find ${inquiry} in WING &gt; Product inquiries`,
  },
  inquiry: (id) => `inquiry ${id}`,
  order: (id) => `order ${id}`,
  button: {
    reply: 'Answer in WING',
    confirm: 'Confirm in WING',
    question: 'Answer in WING',
    form: 'Answer in the form',
  },

  replaces: '↪️ This stands for a message that can no longer be used.',
  earlierMessage: 'Earlier message',
  siblings: {
    agent: (cards) => `Other hand-overs of this inquiry: ${cards}`,
    buyer: (cards) => `Earlier cards of this question: ${cards}`,
  },
  changedLine: {
    agent: '✏️ The agent’s request has changed',
    buyer: '✏️ The buyer’s question has changed',
  },
  closedLine: '☑️ Closed',
  reopenedLine: (due) => `🔁 Listed again, so it is open again · due ${due}`,

  step: {
    nearDue: (left, due) => `Due in ${left} (${due})`,
    untilDue: (left, due) => `${left} until due (${due})`,
    pastDue: (due) => `Past due (${due})`,
    meaning: {
      reply: (due) => `After ${due} Coupang closes it, and it does not count as answered within 24 hours.`,
      confirm: (due) => `After ${due} it can no longer be confirmed.`,
      question: (due) => `Answer by ${due} to be within 24 hours. You can still answer after that.`,
    },
    target: 'Team target',
    targetMeaning: 'This is the team’s own goal, not Coupang’s deadline.',
    offHours: (due) => `Came outside business hours · due ${due}, before the next shift`,
    lastShift: (due) =>
      `Last chance this shift · due ${due} · the next shift is too late or has too little time`,
    overdue: {
      reply: (due) => `Past due (${due}) · still on Coupang’s list · answer it in WING now`,
      confirm: (due) =>
        `Past due (${due}) · still on Coupang’s list · it may no longer be confirmed: see its state in WING`,
      question: (due) => `Over 24 hours old (${due}) · you can still answer it`,
    },
    overdueGone: (due) => `Past due (${due}) · gone from the list · checking the outcome`,
    stale: (since) => `Claimed ${since} ago and still open`,

    left: (left) => `${left} left`,
    past: 'past due',

    before: (left) => `${left} before due`,
    named: {
      target: 'team target',
      'last-shift': 'last chance of the shift',
      'off-hours': 'outside business hours',
      overdue: 'past due',
      stale: 'claimed, still open',
    },

    lastWarning: (time) => `last warning ${time}`,
    openCard: 'Open the card',
  },

  home: {
    title: 'Inquiries to do',
    counts: (open, overdue, dueWithinHour) =>
      `*Open* ${open} · due within the hour ${dueWithinHour} · past due ${overdue}`,
    yours: (mine, unclaimed) => `Claimed by you ${mine} · unclaimed ${unclaimed}`,
    asOf: (time) => `as of ${time}`,
    who: { all: 'Everybody’s', mine: 'Mine', unclaimed: 'Unclaimed' },
    kind: {
      all: 'All kinds',
      'call-center': 'Hand-overs',
      reply: 'To answer',
      confirm: 'To confirm',
      question: '🛍️ Product questions',
    },
    menus: { who: 'Claimed by', kind: 'Kind', vendor: 'Shop' },
    allVendors: 'All shops',
    claim: 'Claim',
    earlier: 'Back',
    later: 'Next',
    page: (page, pages) => `page ${page} of ${pages}`,
    refresh: 'Refresh',
    nothingOpen: 'No inquiry is open.',
    nothingFound: 'No inquiry fits these filters. Change them.',
    nothingForYou: 'Nothing is claimed by you, and nothing is unclaimed.',
    today: (opened, closed) => `Since midnight: ${opened} new · ${closed} closed`,
    noVendor: 'You may not see this. Ask the engineer to add you.',
    found: (count) => (count === 1 ? 'One inquiry found.' : `${count} inquiries found.`),
    foundClosed: (count) => `None is open. Closed: ${count}.`,
    notFound: (words) =>
      `No open inquiry fits “${words}”. A closed one is found by its inquiry number for 30 days. Look for others in WING.`,
    howToFind:
      'Type an inquiry or order number (its last four digits do) or a product, such as `/coupang 8177`',
    howToList:
      '`/coupang` alone lists your inquiries and the unclaimed ones. With a kind it lists only that kind, such as `/coupang product questions`',
    help: 'Help',
  },

  report: {
    daily: 'Daily report',
    weekly: 'Weekly report',

    opened: (count) => `Opened ${count}`,
    closed: (count) => `Closed ${count}`,
    inTime: 'Answered within 24 hours',
    shareShort: (share) => `in time ${share}`,
    none: 'none to count',
    medianTime: 'Median time to answer',
    missed: 'Missed',
    of: { 'call-center': 'Hand-overs', product: 'Product questions' },
    ofSource: { opened: 'Opened', late: 'Answered late', open: 'Still open', none: 'none' },
    against: { daily: 'against the day before', weekly: 'against the week before' },
    change: {
      share: (points, isUp) => `${isUp ? 'up' : 'down'} ${points} ${points === 1 ? 'pt' : 'pts'}`,
      time: (duration, isUp) => `${duration} ${isUp ? 'slower' : 'faster'}`,
      missed: (count, isUp) => `${count} ${isUp ? 'more' : 'fewer'}`,
      none: 'no change',
    },
    ninety: (p90) => `90% of answers within ${p90}`,
    worst: 'Categories with most misses',
    missedOf: (missed, counted) => `${missed} of ${counted}`,
    noCategory: 'no category',

    dueBeforeNextShift: (count) => `*Due before the next shift: ${count}*`,

    acts: 'Done in Slack',
    did: {
      claimed: (count) => `claimed ${count}`,
      confirmed: (count) => `confirmed ${count}`,
      replied: (count) => `replied ${count}`,
    },
    othersActed: (count) => `${count} more ${count === 1 ? 'person' : 'people'}`,

    rolling: 'Last 30 days, answered within 24 hours',
    missesLeft: (left, at) =>
      left === 0
        ? `Threshold ${at}: one more miss falls below it.`
        : `Threshold ${at}: ${left} more may be missed without falling below it.`,
    answersNeeded: (needed, at) =>
      `Below the threshold ${at}: back after ${needed} ${needed === 1 ? 'answer' : 'answers'} in time without a miss.`,
    neverBack: (at) => `Below the threshold ${at}: back once the misses are more than 30 days old.`,

    unseen: 'requests that came and ended while Coupang was not read are not counted',
    holidaysUnknown: (year) => `⚠️ The holidays of ${year} are not known. Inform the engineer.`,
  },
};
