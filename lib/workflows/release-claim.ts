import { attentionTime } from '../domain/attention-time.ts';
import type { Subject } from '../domain/subject.ts';
import { ClaimLost } from './claim-lost.ts';
import type { Clock, TicketWriter } from './ports.ts';
import { readSubject, type SubjectReader } from './read-subject.ts';
import { wallNow } from './wall-now.ts';

type Services = SubjectReader & {
  writer: Pick<TicketWriter, 'settle'>;
  clock: Clock;
  /** Coupang's clock minus ours, ms. */
  offsetMs: number;
};

/** Ends a round early. If the ticket or notice moved meanwhile it is settled as it is now. */
export const release = async (subject: Subject, services: Services, retryAt?: number): Promise<void> => {
  let current = subject;
  while (!(await settle(current, services, retryAt))) current = await readAgain(current, services);
};

/** Releases the claim and moves the index time (R3). False: it moved since it was read. */
export const settle = async (subject: Subject, services: Services, retryAt?: number): Promise<boolean> => {
  const { clock, offsetMs } = services;
  const now = { raw: clock.now(), corrected: wallNow(clock) + offsetMs };
  const { retryAt: _past, ...rest } = subject;
  const waiting: Subject = retryAt === undefined ? rest : { ...rest, retryAt };
  const attentionAt = attentionTime(waiting, now);
  return services.writer.settle(subject, {
    reannounced: subject.reannounced,
    ...(attentionAt !== undefined && { attentionAt }),
    ...(retryAt !== undefined && { retryAt }),
  });
};

/** @throws ClaimLost where the claim is no longer ours */
export const readAgain = async (subject: Subject, services: SubjectReader): Promise<Subject> => {
  const fresh = await readSubject(subject, services);
  if (fresh?.deliveryClaim?.token !== subject.deliveryClaim?.token || !fresh) throw new ClaimLost(subject);
  return fresh;
};
