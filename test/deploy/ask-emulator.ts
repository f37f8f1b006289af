import * as z from 'zod/mini';
import type { Emulator } from './start-emulator.ts';

type Where = Pick<Emulator, 'endpoint' | 'env'>;

/** The fields that are read of the log groups' lines. */
const logEvents = z.object({
  events: z.array(z.object({ message: z.string() })),
  nextToken: z.nullish(z.string()),
});
const logGroups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });

/** All log lines of the functions so far. */
export const readLogs = async (emulator: Emulator): Promise<string[]> => {
  const ask = (action: string, input: Record<string, unknown>) =>
    post(emulator, 'logs', {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${action}` },
      body: JSON.stringify(input),
    }).then((text): unknown => JSON.parse(text));
  const groups = z.parse(logGroups, await ask('DescribeLogGroups', {})).logGroups;
  const lines: string[] = [];
  for (const { logGroupName } of groups) {
    let nextToken: string | null | undefined;
    do {
      const input = { logGroupName, ...(nextToken && { nextToken }) };
      const page = z.parse(logEvents, await ask('FilterLogEvents', input));
      lines.push(...page.events.map(({ message }) => message));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return lines;
};

export type Address = { ip: string; allocationId: string; isBound: boolean };

/** The account's Elastic IPs, and whether each one is in use. */
export const readAddresses = async (emulator: Emulator): Promise<Address[]> => {
  const xml = await askEc2(emulator, { Action: 'DescribeAddresses' });
  const textOf = (item: string, name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(item)?.[1];
  return [...xml.matchAll(/<item>[^]*?<allocationId>[^]*?<\/item>/g)].map(([item]) => ({
    ip: textOf(item, 'publicIp') ?? '',
    allocationId: textOf(item, 'allocationId') ?? '',
    isBound: textOf(item, 'networkInterfaceId') !== undefined,
  }));
};

/** AWS unbinds the address when a NAT gateway is deleted. The emulator does not. */
export const unbindAddress = async (emulator: Emulator, ip: string): Promise<void> => {
  await askEc2(emulator, { Action: 'DisassociateAddress', PublicIp: ip });
};

/** The policies of a function's role. */
export const readPolicies = async (emulator: Where, functionName: string): Promise<unknown[]> => {
  const ask = (parameters: Record<string, string>) =>
    post(emulator, 'iam', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, Version: '2010-05-08' }).toString(),
    });
  const url = `${emulator.endpoint}/2015-03-31/functions/${functionName}/configuration`;
  const answer = await fetch(url, { headers: { authorization: signatureOf(emulator, 'lambda') } });
  const { Role } = z.object({ Role: z.string() }).parse(await answer.json());
  const RoleName = Role.split('/').at(-1) ?? '';
  const names = await ask({ Action: 'ListRolePolicies', RoleName });
  return Promise.all(
    [...names.matchAll(/<member>([^<]+)<\/member>/g)].map(async ([, PolicyName = '']): Promise<unknown> => {
      const policy = await ask({ Action: 'GetRolePolicy', RoleName, PolicyName });
      const text = /<PolicyDocument>([^<]+)</.exec(policy)?.[1] ?? '';
      return JSON.parse(decodeURIComponent(text));
    }),
  );
};

/** Starts a schedule's target now, as Scheduler does at its time. */
export const fireSchedule = async (emulator: Emulator, name: string): Promise<void> => {
  await fetch(`${emulator.endpoint}/_aws/fire/${name}`, { method: 'POST' });
};

const askEc2 = (emulator: Emulator, parameters: Record<string, string>): Promise<string> =>
  post(emulator, 'ec2', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...parameters, Version: '2016-11-15' }).toString(),
  });

/**
 * For services without a client in this project. The emulator takes the service's name from the signature and does not
 * verify it.
 */
const post = async (
  emulator: Where,
  service: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<string> => {
  const authorization = signatureOf(emulator, service);
  const response = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: { ...headers, authorization },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The emulator answered ${response.status} for ${service}: ${text}`);
  return text;
};

const signatureOf = ({ env }: Where, service: string): string => {
  const scope = `${env['AWS_ACCESS_KEY_ID']}/20260101/${env['AWS_REGION']}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
};
