import { EventEmitter } from 'node:events';

/** The first words of all of Slack's methods. */
const GROUPS =
  'admin agents api assistant apps auth blocks bookmarks bots calls canvases chat conversations dialog dnd emoji entity files functions migration oauth openid pins reactions reminders rtm search slackLists stars team tooling usergroups users views workflows';

/**
 * Replaces `methods.js` of `@slack/web-api`, which binds each of 280 methods by its name. Here `client.chat.update` gets its
 * name when it is called.
 */
export abstract class Methods extends EventEmitter {
  abstract apiCall(method: string, options?: object): Promise<unknown>;

  constructor() {
    super();
    for (const group of GROUPS.split(' '))
      Object.defineProperty(this, group, {
        value: bind((method, options) => this.apiCall(method, options), group),
      });
  }
}

const bind = (call: Methods['apiCall'], path: string): object =>
  new Proxy((options?: object) => call(path, options), {
    get: (_, name) => bind(call, `${path}.${String(name)}`),
  });
