/** All conditions of the store's writes. They compare times, since TTL deletes late. */
export const CONDITIONS = {
  isNew: 'attribute_not_exists(#pk)',
  /** A new item has no version yet. */
  ofThisVersion: '(attribute_not_exists(#v) OR #v = :v)',
  exists: 'attribute_exists(#pk)',
  versionAsRead: '#version = :version',
  noVersion: 'attribute_not_exists(#version)',
  publishedAsRead: '#publishedVersion = :published',
  publishedLower: '#publishedVersion < :published',
  shownAsRead: '#shownVersion = :shown',
  noAttempt: 'attribute_not_exists(#attempt)',
  attemptAsRead: '#attempt.#token = :attempt',
  noMessage: 'attribute_not_exists(#ts)',
  messageAsRead: '#ts = :ts',
  noCard: 'attribute_not_exists(#ts) AND attribute_not_exists(#replaced)',
  noEntry: 'attribute_not_exists(#posted.#message)',
  entryAsRead: '#posted.#message = :entry',
  noNextStep: 'attribute_not_exists(#nextStepAt)',
  nextStepAsRead: '#nextStepAt = :nextStepAt',
  isClosed: '#state = :closed',
  closedAsRead: '#closedAt = :closedAt',
  removedEarlier: '(attribute_not_exists(#removedUntil) OR #removedUntil < :until)',
  hasLease: 'attribute_exists(#lease)',
  leaseIsMine: '#lease.#token = :token',
  // The last clause lets a repeated request succeed.
  leaseIsFree: '(attribute_not_exists(#lease) OR #lease.#until <= :now OR #lease.#token = :token)',
  laneIsMine: '#token = :token',
  notCalled: 'attribute_not_exists(#called)',
  // A malformed token or end, or an end too far in the future, must not stop the vendor's messages for good.
  laneIsFree:
    '(NOT attribute_type(#token, :string) OR #token = :token OR NOT attribute_type(#until, :number) OR #until <= :now OR #until > :farthest)',
  viewAsRead: '#by.#until = :until',
  isBlocked: 'attribute_exists(#until)',
  blockEndsEarlier: '(attribute_not_exists(#until) OR #until < :until)',
} as const;

export const allOf = (...conditions: string[]): string => conditions.join(' AND ');
