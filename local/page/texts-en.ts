import type { NextEvent } from '../board/next-event.ts';
import type { ActionDone } from './command.ts';
import { en as acts } from './acts/texts-en.ts';
import type { PageTexts } from './page-texts.ts';

export const en: PageTexts = {
  title: 'Coupang inquiries',
  local: 'this computer',
  skipToBoard: 'Skip to the board',
  skipToChannels: 'Skip to the channels',
  channels: 'Channels',
  board: 'Board',
  controls: 'Controls',
  views: 'Views',
  preferences: 'Display',
  language: 'Language',
  theme: 'Brightness',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },

  polls: 'Last poll',
  neverPolled: 'First poll under way · it reads half a year and takes a while',
  sight: {
    seeing: 'Polling',
    troubled: 'Trouble polling',
    blind: (duration) => `Blind for ${duration}`,
  },
  coupangOf: (vendor) => `Coupang ${vendor}`,
  lastComplete: 'last complete reading',
  noneComplete: 'no complete reading yet',
  clockDiffers: (lasts) => `Coupang’s clock and this computer’s are ${lasts} apart`,
  slackHealth: {
    fine: 'Delivering',
    sending: 'Sending',
    failing: 'Failing',
    late: 'Late',
    pending: (count) => `${count} ${count === 1 ? 'message' : 'messages'} to send`,
    oldest: (duration) => `oldest for ${duration}`,
    nothingPending: 'nothing waits',
    lastFailure: 'last failure',
    failures: {
      'rate-limited': 'asks to wait (429)',
      unreached: 'not reached',
      unsure: 'answer lost',
      'card-unusable': 'card cannot be edited',
      'content-refused': 'form of a message refused',
      'channel-unusable': 'channel unusable',
      'token-unusable': 'bot token refused',
      'look-up-refused': 'history refused',
      refused: 'message refused',
    },
    byItself: 'Waiting messages are sent by themselves when Slack is back. Until then, work from this board.',
    bySomebody:
      'This does not pass by itself. The terminal says what to do. Until then, work from this board.',
  },
  readings: (complete, all) => (complete === all ? 'read normally' : `${complete}/${all} lists read whole`),
  listed: (count) => `${count} on Coupang’s lists`,
  nothingNew: 'nothing new',
  counts: {
    opened: 'new',
    changed: 'changed',
    closed: 'closed',
    reopened: 'reopened',
    unverified: 'outcome being checked',
    unusable: 'unreadable',
    past: 'past already',
  },
  skipped: 'skipped: the one before is still under way',
  backingOff: 'Coupang is left alone',
  untilThen: 'next poll',
  held: (calls) => `at rest: ${calls}`,
  heldSince: 'since',
  heldUntil: 'until',
  heldToDo: {
    throttled: 'To do: let other programs with the same key (such as an ERP) call less.',
    other: 'They go on automatically. If they rest for hours, inform the engineer and look in WING, too.',
  },
  heldCalls: {
    primary: 'all calls',
    secondary: 'all calls but the two lists of the recent week',
    'look-up': 'look-ups of single inquiries',
    older: 'lists of older dates',
    answer: 'lists of answered inquiries',
    act: 'acts, and all calls but the two lists of the recent week',
  },
  pollThrew: 'The poll ended with an error. Look at the terminal and the log.',
  details: 'Details',

  noMessages: 'No messages yet. Cards appear as soon as the first poll has ended.',
  channelLinks: 'Go to a channel',
  older: (count) => `${count} older ${count === 1 ? 'message is' : 'messages are'} not shown`,
  mainChannel: 'inquiries',
  fallbackChannel: 'fallback',
  stepChannel: 'warnings',
  edited: '(edited)',
  deleted: 'This message was deleted.',
  replies: (count) => `${count} ${count === 1 ? 'reply' : 'replies'}`,
  broadcast: 'Replied to a thread, shown in the channel too',

  boardToCome: 'When the first poll has ended, the open hand-overs stand here by deadline.',
  noneOpen: 'No hand-over is open.',
  openTickets: (count) => `${count} open ${count === 1 ? 'hand-over' : 'hand-overs'}`,
  moreOpen: (count) => `${count} more`,
  due: 'due',
  columns: { kind: 'Kind', product: 'Product', progress: 'Warning, claim', number: 'Inquiry' },
  pastTickets: (count) => `${count} past ${count === 1 ? 'confirmation' : 'confirmations'}`,
  pastHint:
    'Their deadline is over, and nothing is left to do. Dismissed ones are hidden in this browser only.',
  stillListed: 'still on Coupang’s list',
  wasPast: 'past at first sight',
  dismiss: 'Dismiss',
  dismissOf: (id) => `Dismiss inquiry ${id}`,
  dismissAll: 'Dismiss all',
  bringBack: 'Bring back',
  tools: {
    label: 'Filter the board',
    search: 'Search',
    searchHint: 'Inquiry, order or product',
    kind: 'Kind',
    vendor: 'Vendor',
    state: 'State',
    states: { open: 'Open', unverified: 'Checking outcome', claimed: 'Claimed', unclaimed: 'Unclaimed' },
    hour: 'Due',
    hours: { over: 'Past due', h1: 'Within 1 h', h3: 'Within 3 h', h6: 'Within 6 h' },
    all: 'all',
    mine: 'Mine only',
    showAll: 'Show all',
    more: 'Board settings',
    sound: 'Sound for a new one',
    title: 'Flash the tab’s title for a new one',
    only: 'The board alone',
  },
  life: {
    open: (product, id) => `${product} · whole life of inquiry ${id}`,
    heading: 'The hand-over’s whole life',
    close: 'Close',
    back: 'To the board',
    events: (zone) => `What happened (times of ${zone})`,
    noEvents: 'The log says nothing of it: it may be older than the log.',
    inner: 'Inner steps, too',
    requested: 'Asked',
    firstSeen: 'First seen',
    order: 'Order',
    category: 'Category',
    request: 'What the agent asks',
    claim: 'Claimed by',
    warnings: 'Warnings',
    state: { open: 'Open', unverified: 'Checking outcome', closed: 'Closed' },
    unknown: 'There is no such hand-over.',
  },
  estimate: 'estimate',
  unverified: 'checking outcome',
  left: 'time left',
  warnings: {
    target: 'team goal warning',
    '6h': '6 h warning',
    '3h': '3 h warning',
    '1h': '1 h warning',
    '15m': '15 min warning',
    'last-shift': 'last shift warning',
    'off-hours': 'off-hours warning',
    overdue: 'overdue warning',
    stale: 'stale claim warning',
  },
  steps: {
    target: 'goal',
    '6h': '6 h',
    '3h': '3 h',
    '1h': '1 h',
    '15m': '15 min',
    'last-shift': 'last shift',
    'off-hours': 'off-hours',
    overdue: 'overdue',
    stale: 'stale claim',
  },
  toCome: (warning) => `${warning} to come`,
  copy: (id) => `Copy inquiry number ${id}`,
  card: 'Card',
  cardOf: (id) => `Card of inquiry ${id}`,
  closedTickets: 'Closed last',
  noneClosed: 'No hand-over has been closed yet.',
  took: (duration) => `took ${duration}`,
  boardUnreadable: 'The board could not be read. Look at the terminal and the log.',
  pageFailed: 'The page could not be made. Look at the terminal and the log, then reload.',

  reports: 'Daily reports',
  noReports: 'When a day is over, its figures appear here.',
  chart: (days) =>
    `Hand-overs closed and the share answered within 24 hours, last ${days} ${days === 1 ? 'report' : 'reports'}`,
  chartDay: (day, closed, share) =>
    `${day}: ${closed} closed${share === undefined ? '' : `, ${share} answered within 24 hours`}.`,
  asTable: 'As a table',
  figures: {
    day: 'Day',
    opened: 'Opened',
    closed: 'Closed',
    share: 'Within 24 h',
    median: 'Time to answer (median)',
    rolling: 'Last 30 days, answered within 24 hours',
  },

  controlsIntro: 'Make things happen at Coupang and in Slack.',
  needsScript: 'Turn on JavaScript in your browser to use these.',
  target: 'Which inquiry',
  newest: 'The newest inquiry',
  groups: {
    arrive: 'Arriving',
    end: 'Ending',
    coupang: 'Coupang fails',
    slack: 'Slack fails',
    clock: 'Let time pass',
  },
  actions: {
    'hand-over-reply': 'New: reply',
    'hand-over-confirm': 'New: confirm',
    'hand-over-ladder': 'New: 3 h 10 min left',
    'hand-over-late': 'New: due soon',
    burst: 'Burst of 12',
    'hand-over-again': 'Hand over again',
    answer: 'Answer in WING',
    confirm: 'Confirm in WING',
    withdraw: 'Withdraw',
    decide: 'Coupang decides',
    'auto-close': 'Let it run out',
  },
  coupang: {
    blocked: 'IP blocked',
    throttled: 'Too many calls',
    unavailable: 'Down',
    'wrong-key': 'Wrong key',
    'ip-not-allowed': 'IP not registered',
    'incomplete-page': 'Partial pages',
    'lost-answer': 'Lost answers to acts',
    slow: 'Slow answers to acts',
  },
  slack: { down: 'Down', 'rate-limited': 'Wait (429)', 'lost-answer': 'Answer lost' },
  normal: 'Back to normal',
  leaps: { 'next-event': 'To the next event', hour: 'One hour', morning: 'Tomorrow morning' },
  done: (done) => describeDone(done),
  refused: {
    'none-fits': 'There is no inquiry to do that to. Make a new one first.',
    'does-not-fit': 'That cannot be done to this inquiry. Choose another.',
    'no-such-inquiry': 'There is no such inquiry.',
    'not-here': 'That cannot be done here: no simulator is running.',
  },

  day: {
    play: '▶ A day in 3 minutes',
    next: 'Next',
    stop: 'Stop',
    scenes: {
      prepare: {
        title: 'Getting ready',
        why: 'Everything that was open is answered first. From now on the clock goes forward with each scene.',
      },
      arrival: {
        title: 'A hand-over arrives',
        why: "Coupang's agent hands an inquiry over. Without an answer Coupang closes it after 24 hours, and the seller's score falls. So one card appears, with the deadline.",
      },
      morning: {
        title: 'The next morning, three more',
        why: '🟠 needs an answer, 🔵 only a confirmation. The board is sorted by deadline, so that the team sees what comes first.',
      },
      answer: {
        title: 'Answered and confirmed in WING',
        why: 'With the next poll the cards turn to ✅ where they stand. No new post comes, and the channel stays calm.',
      },
      outage: {
        title: 'Coupang cannot be read',
        why: 'No alert does not mean no inquiry. After a few minutes the channel is told the cause, what to do, and the deadlines in that time.',
      },
      'all-clear': {
        title: 'Coupang is read again',
        why: 'What came or was answered meanwhile is read, too. The channel says so, and nothing is missed.',
      },
      warning: {
        title: 'A deadline comes near',
        why: "Yesterday's hand-over has no answer yet. Its card changes its colour, and its thread says how much time is left.",
      },
      'last-warning': {
        title: 'The last warning',
        why: 'This one goes to the channel, too, and mentions the people of your configuration. A button of the card opens WING.',
      },
      breach: {
        title: 'A deadline is missed',
        why: 'Nobody answered, so Coupang closed it after 24 hours. The channel is told once what was missed, and the report counts it.',
      },
      'last-chance': {
        title: 'The last chance before the shift ends',
        why: "One of this morning's leaves too little time tomorrow. So the team is told an hour before it goes home.",
      },
      saved: {
        title: 'Answered before going home',
        why: 'The list came in time, and one deadline is kept. Meanwhile another hand-over has arrived.',
      },
      'shift-end': {
        title: 'The shift ends',
        why: 'One list says what is left open. The next shift goes on from there.',
      },
      report: {
        title: 'The next morning: the daily report',
        why: "Yesterday's arrivals and ends, and the share answered within 24 hours. The chart below the board grows with it.",
      },
    },
  },

  acts,
  client: {
    hours: '{h} h {m} min',
    minutes: '{m} min {s} s',
    passed: '{left} over',
    steps: {
      calm: 'over 3 hours',
      'under-3h': 'under 3 hours',
      'under-1h': 'under 1 hour',
      over: 'past due',
    },
    connecting: 'The connection was lost. Connecting again.',
    copied: '{id} copied',
    notCopied: 'It could not be copied. Select the number yourself.',
    newMessage: 'New message: {text}',
    failed: 'That did not work. Look in the terminal whether the notifier is running.',
    nextDay: '{time} the next day',
    shown: '{shown} of {all} open ones shown',
    noneFits: 'Nothing fits. {all} open ones are hidden.',
    newTickets: '{count} new',
    soundNeedsPress: 'The browser blocks sound. Press anywhere on the page to allow it.',
    dismissed: '{count} dismissed',
    lifeFailed: 'It could not be read. Look in the terminal whether the notifier is running.',
  },
};

const COUPANG_DONE = {
  blocked: 'Coupang blocks this IP. The notifier leaves Coupang alone for 10 minutes.',
  throttled: 'Coupang asks for fewer calls. The notifier rests for 10 minutes or more.',
  unavailable: 'Coupang cannot be reached (503).',
  'wrong-key': 'Coupang refuses the key (401).',
  'ip-not-allowed': 'Coupang says that it does not know this IP (403).',
  'incomplete-page': 'Coupang leaves out some pages of its lists.',
  'lost-answer': 'Coupang takes replies and confirmations, and its answer is lost.',
  slow: 'Coupang answers replies and confirmations late.',
} as const;

const SLACK_DONE = {
  down: 'Slack cannot be reached (503). Cards come when it is back.',
  'rate-limited': 'Slack asks to wait a moment (429).',
  'lost-answer': 'Slack posts a message and loses its answer. See that no card comes twice.',
} as const;

const describeLeap = (event: NextEvent | undefined): string => {
  switch (event?.name) {
    case undefined:
      return 'Now it is {when}. All that was due by then has happened.';
    case 'step':
      return `Now it is {when}: ${en.warnings[event.step]}, ${event.of}.`;
    case 'deadline':
      return `Now it is {when}: deadline of ${event.of}.`;
    case 'shift-end':
      return 'Now it is {when}: end of the shift.';
    case 'report':
      return 'Now it is {when}: daily report.';
  }
};

const DAY_DONE = {
  play: 'The day begins. Its captions stand at the top of the page.',
  next: 'On to the next scene.',
  stop: 'The day is stopped.',
} as const;

const describeDone = (done: ActionDone): string => {
  switch (done.did) {
    case 'hand-over-reply':
      return `New inquiry ${done.inquiryId} to answer (${done.label}). Its card comes with the next poll.`;
    case 'hand-over-confirm':
      return `New inquiry ${done.inquiryId} to confirm (${done.label}). Its card comes with the next poll.`;
    case 'hand-over-ladder':
      return `New inquiry ${done.inquiryId} to answer (${done.label}), due in 3 h 10 min. Press "To the next event" a few times: the warnings 3 h and 1 h before come, then Coupang closes it.`;
    case 'hand-over-late':
      return `New inquiry ${done.inquiryId} to answer (${done.label}), due in 50 minutes. Its card comes with the next poll.`;
    case 'burst':
      return `${done.count} new inquiries (${done.label}). They come as one list with the next poll.`;
    case 'hand-over-again':
      return `Inquiry ${done.inquiryId} was handed over again: a second card comes, and the two link to each other.`;
    case 'answer':
      return `Inquiry ${done.inquiryId} was answered in WING.`;
    case 'confirm':
      return `Inquiry ${done.inquiryId} was confirmed in WING.`;
    case 'withdraw':
      return `The agent has withdrawn the hand-over of inquiry ${done.inquiryId}.`;
    case 'decide':
      return `Coupang has decided inquiry ${done.inquiryId} by itself.`;
    case 'auto-close':
      return `Inquiry ${done.inquiryId} was asked almost a day earlier now. Its deadline passes in a moment, and Coupang closes it.`;
    case 'coupang':
      return done.trouble === null
        ? 'Coupang is back to normal. The next poll reads it again.'
        : COUPANG_DONE[done.trouble];
    case 'slack':
      return done.trouble === null ? 'Slack is back to normal.' : SLACK_DONE[done.trouble];
    case 'day':
      return DAY_DONE[done.step];
    case 'leap':
      return describeLeap(done.event);
  }
};
