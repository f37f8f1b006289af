import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { accessKeyOf, type AwsRequest, type Need, readNeeds } from './read-call.ts';

/** The calls of one deployment's functions and commands to AWS, and the policies of the roles. The judge reads it. */
export type Recording = {
  /** `role`: its key in `roles`. */
  calls: (Need & { functionName: string; role: string })[];
  /** The policies of each role, by a hash of them. */
  roles: Record<string, { functionName: string; policies: unknown[] }>;
  /** Requests that the recorder cannot read. */
  unknown: string[];
};

/** The name of a team's command begins so, where otherwise a function's name stands. */
export const COMMAND = 'command-';

export type Recorder = {
  /** The endpoint for a function or a command, whose name follows. */
  url: string;
  /** Notes calls again, since a deployment may have changed the roles. */
  startAgain: () => void;
  /** Writes the recording into the folder. */
  stop: () => Promise<void>;
};

/**
 * A proxy in front of the emulator. It notes each call once: the function by the first part of the path, action, resource and the
 * function's role at that time.
 * @param aws the emulator's endpoint, and the access key of a person
 * @param readPolicies the policies of a function's role
 */
export const startRecorder = async (
  { endpoint, accessKey }: { endpoint: string; accessKey: string },
  folder: string,
  readPolicies: (functionName: string) => Promise<unknown[]>,
): Promise<Recorder> => {
  const calls: Recording['calls'] = [];
  const seen = new Set<string>();
  const roles: Recording['roles'] = {};
  const unknown = new Set<string>();
  const pending: Promise<void>[] = [];

  const note = async (functionName: string, request: AwsRequest): Promise<void> => {
    const isCommand = functionName.startsWith(COMMAND);
    // The CDK acts by the bootstrap's roles, which are not ours.
    if (isCommand && accessKeyOf(request.headers) !== accessKey) return;
    const fresh = readNeeds(request).filter((need) => {
      const key = JSON.stringify([functionName, need]);
      return !seen.has(key) && seen.add(key);
    });
    if (fresh.length === 0) return;
    const policies = isCommand ? [] : await readPolicies(functionName);
    const role = createHash('sha256').update(JSON.stringify(policies)).digest('hex');
    roles[role] = { functionName, policies };
    calls.push(...fresh.map((need) => ({ ...need, functionName, role })));
  };

  const server = createServer((incoming, outgoing) => {
    const forward = async (): Promise<void> => {
      const [, functionName = '', ...rest] = (incoming.url ?? '').split('/');
      const path = `/${rest.join('/')}`;
      const body = await buffer(incoming);
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const request = { method: incoming.method ?? '', path, headers, body: body.toString() };
      pending.push(
        note(functionName, request).catch((error: unknown) => {
          unknown.add(`${functionName}: ${String(error)}`);
        }),
      );
      const { host: _, ...kept } = incoming.headers;
      const options = { method: incoming.method, headers: kept };
      send(`${endpoint}${path}`, options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      })
        .once('error', () => outgoing.destroy())
        .end(body);
    };
    void forward();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    startAgain: () => seen.clear(),
    stop: async () => {
      await Promise.all(pending);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      const recording: Recording = { calls, roles, unknown: [...unknown] };
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${process.pid}-${port}.json`), JSON.stringify(recording, undefined, 2));
    },
  };
};
