const stages: Readonly<Record<string, { what: string; toDo: string }>> = {
  publishing: {
    what: 'the bus did not accept its event',
    toDo: 'See the log of poll, and whether it may put events on the bus.',
  },
  'reaching-notify': {
    what: 'it did not reach notify within a minute',
    toDo: 'See the line on wake-ups above, and the log of notify.',
  },
  slack: {
    what: 'it reached notify, but Slack did not accept it',
    toDo: 'See the lines on Slack above, and the log of notify.',
  },
  closing: {
    what: 'its card was posted, but not withdrawn within a minute',
    toDo: 'If it is still there after ten minutes, delete the card by hand: nothing else removes it. The log of notify says why.',
  },
};

/** The doctor's lines on Slack and on messages for it. */
export const enDoctorSlack = {
  answers: (reason: string) => `Slack answers ${reason}`,
  runAgain: 'Run the doctor again.',
  standIn: {
    name: 'Slack address',
    what: (url: string) => `the bot token goes to ${url}, and not to Slack`,
    toDo: 'Leave --slack-api-url out, unless this is a trial.',
  },
  token: {
    name: 'Slack token',
    otherWorkspace: (found: string, stored: string) =>
      `belongs to the workspace ${found}, but ${stored} is stored: presses are refused`,
    otherEnterprise: (found: string | undefined, stored: string | undefined) =>
      `belongs to ${found === undefined ? 'no enterprise' : `the enterprise ${found}`}, but ${stored ?? 'none'} is stored: presses are refused`,
    storeRight: (command: string) => `Store the right one; press Enter to keep both keys: ${command}`,
    accepted: (user: string | undefined, team: string | undefined) =>
      `is accepted: ${user ?? 'the app'} in ${team ?? 'its workspace'}`,
    install: (command: string) => `Install the app to the workspace, then store its token: ${command}`,
    seeStatus:
      'Run the doctor again. If it says the same, see status.slack.com and the connection from here to Slack.',
  },
  scopes: {
    name: 'Slack scopes',
    missing: (scopes: readonly [string, string][]) =>
      `missing: ${scopes.map(([scope, loss]) => `${scope} (without it ${loss})`).join('; ')}`,
    /** @param loss in English, as the scope's own description */
    loss: (_scope: string, loss: string) => loss,
    printed: 'what npm run manifest prints',
    put: (manifest: string) =>
      `Put ${manifest} into the app's settings, reinstall the app, and store its token if that changed.`,
  },
  channel: {
    name: (channel: string) => `Slack channel ${channel}`,
    invite: 'In the channel, type /invite and the name of the app.',
    shown: (name: string | undefined) => (name === undefined ? 'the channel' : `#${name}`),
    archived: (shown: string) => `${shown} is archived`,
    unarchive: 'Unarchive it, or configure another.',
    isIn: (shown: string) => `the app is in ${shown}`,
    isNotIn: (shown: string) => `the app is not in ${shown}`,
    missing: 'does not exist, or is private and the app is not in it',
    checkId: 'Check the id.',
    giveScopes: (file: string) => `Give the app channels:read and groups:read (${file}) and reinstall it.`,
    findWord:
      'Run the doctor again. If it says the same, find the word among the errors of conversations.info.',
  },
  group: {
    name: (group: string) => `Slack user group ${group}`,
    mayClaim: (people: number) => `may claim: ${people} people`,
    empty: 'has nobody in it',
    addPeople: 'Add people to it, or:',
    change: 'Change acting.claim of the vendor, and deploy.',
    noScope: 'cannot be read without usergroups:read',
    seeScopes: 'See the line Slack scopes.',
    missing: 'is not in the workspace',
    noPlan: 'cannot be read: the workspace’s plan has no user groups',
  },
  people: {
    all: 'Slack people',
    change: 'Change acting.people of the vendor, or acting.sharing, and deploy.',
    notChecked: (scope: string) =>
      `were not checked: that needs ${scope}, which the app needs for nothing else`,
    allThere: 'are all in the workspace',
    of: (vendor: string) => `people of ${vendor}`,
    nobody: 'nobody may confirm or reply from Slack',
    seeSetup: 'docs/setup.md, Acting in Slack.',
    may: (people: readonly { user: string; wingId: string }[]) =>
      `may confirm and reply: ${people.map(({ user, wingId }) => `${user} as ${wingId}`).join(', ')}`,
    person: (id: string) => `Slack person ${id}`,
    left: 'has left the workspace',
    isApp: 'is an app and no person',
    missing: 'is not in the workspace',
  },
  requests: {
    name: 'Slack requests',
    noAddress: 'the stack has no address that Slack could call',
    noAnswer: (url: string, reason: string) => `${url} does not answer: ${reason}`,
    checkConnection: 'Check the connection from here, then run the doctor again.',
    notTried: (url: string) => `${url} refuses unsigned requests; a signed request was not tried`,
    storeFirst: 'First store the signing secret.',
    ok: (url: string) => `${url} takes what is signed, and refuses the rest`,
    refusesSigned: (url: string, answer: string) =>
      `${url} refuses requests that are signed with the stored secret: ${answer}`,
    storeAgain: (command: string) =>
      `A new secret counts after five minutes. For 401, store it again: ${command}. Otherwise see the log of slack-actions (RUNBOOK.md).`,
    nobodyMay: (url: string) => `AWS lets nobody call ${url} (403)`,
    grant:
      "The function's policy must grant lambda:InvokeFunctionUrl and lambda:InvokeFunction to everybody. A deploy without changes does not fix it: set acting: 'off', deploy, set acting: 'on', deploy.",
    acceptsUnsigned: (url: string, status: number) => `${url} accepts an unsigned request (${status})`,
    close: 'Close it at once: RUNBOOK.md, Requests refused. Then report it: docs/SECURITY.md.',
    answers: (url: string, status: number) => `${url} answers ${status}`,
    seeLog: 'See the log of slack-actions (RUNBOOK.md, A function fails).',
  },
  metadata: {
    name: 'message metadata',
    ok: 'Slack returns the metadata of the test ticket, so a message whose answer was lost is found',
    missing:
      'Slack shows the card of the test ticket without metadata: a message whose answer was lost is sent twice',
    giveScope: (file: string) =>
      `Give the app the scope metadata.message:read (${file}), reinstall it, and store its token if that changed.`,
    noHistory: (reason: string) =>
      `Slack does not show the history of the channel (${reason}): a message whose answer was lost is sent twice`,
    giveHistory: (file: string) =>
      `Give the app channels:history and groups:history (${file}), reinstall it, and invite it to the channel.`,
    noCard: 'could not be checked: the card of the test ticket is not in the history of the channel',
    sendAgain: 'Send a test ticket again. If the line stays, see whether somebody deletes the card.',
  },
  testTicket: {
    name: (channel: string) => `test ticket ${channel}`,
    notSent: 'was not sent',
    noAnswer: 'the deployed poll gave no answer',
    ifNew: (deploy: string) => `If this release is new: ${deploy}. Otherwise see the log of poll.`,
    arrived: (seconds: string) => `a card marked 연습 (test) was there after ${seconds} s, and is withdrawn`,
    stages,
    seePoll: 'See the log of poll.',
  },
  refused: {
    name: 'refused messages',
    none: (pending: number) => `none, among ${pending} that Slack does not show yet`,
    more: (more: number) => `${more} more`,
    fixFirst: 'Fix those above first, then run the doctor again.',
    what: (
      id: string,
      {
        name,
        reason,
        since,
        times,
        next,
      }: Record<'name' | 'reason' | 'since' | 'next', string> & { times: number },
    ) => `${id}: ${name} is refused (${reason}) since ${since}; tries so far: ${times}, the next ${next}`,
    seeRunbook:
      'See RUNBOOK.md, Messages refused. It goes out by itself once Slack takes it, and nothing waits for it.',
    nothingYet: 'Nothing yet: it is tried again at that time.',
  },
  lanes: {
    name: 'lanes',
    held: (vendor: string, minutes: number) =>
      `the lane of ${vendor} has been held without a break for ${minutes} min`,
    toDo: 'After a burst of hundreds of hand-overs: nothing. Otherwise see RUNBOOK.md, Lane held on and on.',
    none: 'none is held for too long',
  },
};
